using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Puts an object of ours in the place of the box of a framework's enumerator that could come to contain itself.</summary>
/// <remarks>
/// <code>
/// box LinkedList&lt;T&gt;.Enumerator  =>  SIZE; call Guard::Allocate(int32); call IEnumerator&lt;T&gt; EnumeratorShims::Box&lt;LinkedList&lt;T&gt;.Enumerator, T&gt;(…)
/// </code>
/// </remarks>
internal sealed class EnumeratorPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var token = method.MetadataToken.ToInt32();
        foreach (var instruction in editor.Instructions)
        {
            if (instruction is { OpCode.Code: Code.Box, Operand: GenericInstanceType type }
                && context.Plan.BoxAt(token, instruction.Offset) is { } enumerator)
            {
                editor.Replace(
                    instruction,
                    Instruction.Create(OpCodes.Sizeof, type),
                    context.CallGuard("Allocate"),
                    Instruction.Create(OpCodes.Call, context.Shims.Box(type, enumerator)));
            }
        }
    }
}
