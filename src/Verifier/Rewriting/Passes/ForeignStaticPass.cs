using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Gives out the address of a copy where code takes the address of a static field that is not the guest's.</summary>
/// <remarks>
/// <code>
/// ldsflda F  =>  ldsfld F; call !!0&amp; DataShims::Copy(!!0)
/// </code>
/// Compilers take such addresses to call methods on constants (<c>DateTime.MinValue.AddDays(1)</c>), and the field is
/// readonly. The runtime does not stop a store through the address, which the host and all guests would see.
/// </remarks>
internal sealed class ForeignStaticPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var token = method.MetadataToken.ToInt32();
        foreach (var instruction in editor.Instructions)
        {
            if (instruction.OpCode.Code == Code.Ldsflda && context.Plan.IsForeignAddressAt(token, instruction.Offset))
            {
                var field = (FieldReference)instruction.Operand;
                editor.Replace(
                    instruction,
                    Instruction.Create(OpCodes.Ldsfld, field),
                    Instruction.Create(OpCodes.Call, context.Shims.Copy(field)));
            }
        }
    }
}
