using Mono.Cecil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Zeroes the locals of every body.</summary>
/// <remarks>Measured: without it a span on the stack starts with a length of garbage, and leaks what was there before.</remarks>
internal sealed class InitLocalsPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context) => editor.InitializeLocals();
}
