using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Checks the stack where the framework is made to call itself.</summary>
/// <remarks>
/// <code>
/// ldftn Enumerable::Cast&lt;T&gt;(IEnumerable)  =>  ldftn thunk, which checks and calls it
/// </code>
/// A query of queries that holds itself, and flattens them by a delegate of the framework's own method, would go round in
/// the framework, where no guard stands.
/// </remarks>
internal sealed class DelegatePass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var instruction in editor.Instructions)
        {
            if (instruction.OpCode.Code is not (Code.Ldftn or Code.Ldvirtftn)
                || instruction.Operand is not MethodReference callee
                || !context.Plan.ChecksInDelegate(callee.MetadataToken.ToInt32())
                || context.Plan.WorkOf(callee.MetadataToken.ToInt32(), (System.Reflection.Metadata.ILOpCode)(ushort)instruction.OpCode.Value, constraint: 0) is not null)
            {
                // Where its work is charged as well, the next pass makes it.
                continue;
            }

            var thunk = Instruction.Create(OpCodes.Ldftn, context.Thunks.Of(callee, method, (body, called) =>
            {
                var thunkEditor = new BodyEditor(body);
                AllocationPass.CountCall(thunkEditor.Instructions.Single(call => call.Operand == called), thunkEditor, context);
                thunkEditor.Finish();
            }));
            editor.Replace(instruction, instruction.OpCode.Code == Code.Ldftn ? [thunk] : [Instruction.Create(OpCodes.Pop), thunk]);
        }
    }
}
