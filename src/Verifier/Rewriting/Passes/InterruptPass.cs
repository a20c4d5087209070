using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Lets the host end a guest: a check where loops come back and where methods that call begin.</summary>
/// <remarks>
/// <code>
/// entry:        ldsfld Sandbox; call Guard::Enter     ends the guest when asked to, or when the stack is nearly used up
/// called back:  ldsfld Sandbox; call Guard::Poll      ends the guest when asked to
/// loop header:  ldsfld Sandbox; call Guard::Poll      ends the guest when asked to
/// </code>
/// Every endless run passes a loop header or an entry for ever. A method without loops and calls can do neither, so it has
/// no check, unless the framework can call it in a loop of its own: as a virtual method or behind a delegate. Static
/// constructors need no call to recurse, so all of them check the stack. A method that never ends keeps no demand to be inlined: inlined into an exception filter it could end the
/// process (measured).
/// </remarks>
internal sealed class InterruptPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var instructions = editor.Instructions;
        var headers = context.Plan.LoopHeadersOf(method.MetadataToken.ToInt32());
        foreach (var header in headers.Order())
        {
            editor.InsertBefore(editor.At(header), context.LoadSandbox(), context.CallGuard("Poll"));
        }

        if (instructions.Any(IsCall) || (method.IsConstructor && method.IsStatic))
        {
            editor.InsertAtEntry(context.LoadSandbox(), context.CallGuard("Enter"));
        }
        else if (method.IsVirtual || method.HasOverrides || context.Plan.IsDelegateTarget(method.MetadataToken.ToInt32()))
        {
            editor.InsertAtEntry(context.LoadSandbox(), context.CallGuard("Poll"));
        }

        if (headers.Count > 0 || instructions.Any(instruction => instruction.OpCode.Code == Code.Throw))
        {
            method.AggressiveInlining = false;
        }
    }

    private static bool IsCall(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj;
}
