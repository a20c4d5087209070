using Mono.Cecil;

namespace RExecIL.Verifier.Rewriting;

/// <summary>One change to one method body. It sees the body and its context alone.</summary>
internal interface IRewritingPass
{
    /// <summary>Changes the body.</summary>
    /// <param name="method">A method with a body.</param>
    /// <param name="editor">The only way to change instructions.</param>
    /// <param name="context">The module's plan and what was put into it.</param>
    void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context);
}
