using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Lets small methods be inlined as they were before guards made them larger.</summary>
/// <remarks>
/// A method that may never end keeps no demand to be inlined, for inlined into an exception filter it could end the process
/// (measured).
/// </remarks>
internal sealed class InliningPass : IRewritingPass
{
    /// <summary>IL up to this size, in bytes, is what the JIT likes to inline.</summary>
    private const int SmallBody = 48;

    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var mayNotEnd = context.Plan.LoopHeadersOf(method.MetadataToken.ToInt32()).Count > 0
            || editor.Instructions.Any(instruction => instruction.OpCode.Code == Code.Throw);
        if (mayNotEnd)
        {
            method.AggressiveInlining = false;
        }
        else if (!method.NoInlining && !method.IsVirtual && !method.HasOverrides && method.Body.CodeSize <= SmallBody && !method.Body.HasExceptionHandlers)
        {
            method.AggressiveInlining = true;
        }
    }
}
