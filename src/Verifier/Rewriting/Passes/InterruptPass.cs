using Mono.Cecil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Lets the host end a guest: a check where loops come back and where recursion can come through.</summary>
/// <remarks>
/// <code>
/// entry:        call Guard::Enter     ends the guest when asked to, or when the stack is nearly used up
/// called back:  call Guard::Poll      ends the guest when asked to
/// loop header:  call Guard::Poll      ends the guest when asked to
/// </code>
/// Every endless run passes a loop header or an entry that recursion comes through for ever
/// (<see cref="Rules.EntryGuards"/>). A method that is neither has no check, unless the framework can call it in a loop of
/// its own: as a virtual method or behind a delegate.
/// </remarks>
internal sealed class InterruptPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var token = method.MetadataToken.ToInt32();
        foreach (var header in context.Plan.LoopHeadersOf(token).Order())
        {
            editor.InsertBefore(editor.At(header), context.CallGuard("Poll"));
        }

        if (context.Plan.NeedsEntryGuard(token))
        {
            editor.InsertAtEntry(context.CallGuard("Enter"));
        }
        else if (method.IsVirtual || method.HasOverrides || context.Plan.IsDelegateTarget(token))
        {
            editor.InsertAtEntry(context.CallGuard("Poll"));
        }
    }
}
