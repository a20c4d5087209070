using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Puts a checked array in the place of stack memory: where its address stood, the span over the array stands.</summary>
/// <remarks>
/// <code>
/// localloc                              =>  conv.u; call Span&lt;T&gt; Allocate&lt;T&gt;(native uint)
/// newobj Span&lt;T&gt;(void*, int32)          =>  call Span&lt;T&gt; AsSpan&lt;T&gt;(Span&lt;T&gt;, int32)
/// address; distance; add                =>  …; conv.i; call T&amp; ElementAt&lt;T&gt;(Span&lt;T&gt;, native int)
/// dup for a store to the first element  =>  dup; ldc.i4.0; conv.i; call T&amp; ElementAt&lt;T&gt;(Span&lt;T&gt;, native int)
/// ldsflda data; n; cpblk                =>  ldtoken data; n; call Fill&lt;T&gt;(Span&lt;T&gt;, RuntimeFieldHandle, int32)
/// ldtoken data; call CreateSpan; stloc x; ldloca x; ldc.i4.0; call get_Item; n; cpblk
///                                       =>  …; stloc x; ldtoken data; n; call Fill&lt;T&gt;
/// byte; n; initblk                      =>  byte; n; call Repeat&lt;T&gt;(Span&lt;T&gt;, int32, int32)
/// </code>
/// On the heap, so that nothing depends on how long it lives, and no guest uses up the stack. The shims check every size
/// and place; docs/decisions/0005 has what that costs.
/// </remarks>
internal sealed class StackAllocationPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var allocation in context.Plan.StackAllocationsOf(method.MetadataToken.ToInt32()))
        {
            var end = allocation.Uses.Items.First(use => use.Kind is StackAllocationUseKind.Span or StackAllocationUseKind.ReadOnlySpan);
            var span = (GenericInstanceType)((MethodReference)editor.At(end.Offset).Operand).DeclaringType;
            editor.Replace(editor.At(allocation.Offset), Instruction.Create(OpCodes.Conv_U), Call("Allocate"));
            foreach (var use in allocation.Uses)
            {
                Replace(editor.At(use.Offset), use.Kind);
            }

            void Replace(Instruction instruction, StackAllocationUseKind kind)
            {
                switch (kind)
                {
                    case StackAllocationUseKind.First:
                        editor.Replace(
                            instruction,
                            Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Ldc_I4, 0), Instruction.Create(OpCodes.Conv_I), Call("ElementAt"));
                        break;
                    case StackAllocationUseKind.Element:
                        editor.Replace(instruction, Instruction.Create(OpCodes.Conv_I), Call("ElementAt"));
                        break;
                    case StackAllocationUseKind.Fill:
                        var size = ReplaceLast(editor, instruction, Call("Fill"));
                        TakeToken(editor, size.Previous);
                        break;
                    case StackAllocationUseKind.Repeat:
                        ReplaceLast(editor, instruction, Call("Repeat"));
                        break;
                    case StackAllocationUseKind.Span:
                        editor.Replace(instruction, Call("AsSpan"));
                        break;
                    case StackAllocationUseKind.ReadOnlySpan:
                        editor.Replace(instruction, Call("AsReadOnlySpan"));
                        break;
                }
            }

            Instruction Call(string name) => Instruction.Create(OpCodes.Call, context.Shims.StackAllocation(name, span));
        }
    }

    /// <summary>Puts a call in the place of <c>[unaligned.] cpblk</c> or <c>initblk</c>.</summary>
    /// <returns>The instruction before, which loads the size.</returns>
    private static Instruction ReplaceLast(BodyEditor editor, Instruction instruction, Instruction call)
    {
        var first = instruction.Previous.OpCode.Code == Code.Unaligned ? instruction.Previous : instruction;
        if (first != instruction)
        {
            editor.Replace(instruction, Instruction.Create(OpCodes.Nop));
        }

        editor.Replace(first, call);
        return first.Previous;
    }

    /// <summary>Puts the token of the field in the place of the address of its data.</summary>
    private static void TakeToken(BodyEditor editor, Instruction address)
    {
        if (address.OpCode.Code == Code.Ldsflda)
        {
            editor.Replace(address, Instruction.Create(OpCodes.Ldtoken, (FieldReference)address.Operand));
            return;
        }

        var (index, local) = (address.Previous, address.Previous.Previous);
        var token = local.Previous.Previous.Previous; // before stloc and the call of CreateSpan
        editor.Replace(local, Instruction.Create(OpCodes.Nop));
        editor.Replace(index, Instruction.Create(OpCodes.Nop));
        editor.Replace(address, Instruction.Create(OpCodes.Ldtoken, (FieldReference)token.Operand));
    }
}
