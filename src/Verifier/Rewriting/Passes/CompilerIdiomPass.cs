using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Replaces what compilers build on unsafe members by checked shims.</summary>
/// <remarks>
/// <code>
/// ldsflda data; ldc.i4 n; newobj ReadOnlySpan&lt;byte&gt;(void*, int)  =>  ldtoken data; ldc.i4 n; call DataShims::Elements&lt;byte&gt;
/// the same with call on the address of a local                      =>  … call …; stobj ReadOnlySpan&lt;byte&gt;
/// body of &lt;PrivateImplementationDetails&gt;::InlineArrayAsSpan …         =>  ldarg…; call InlineArrayShims::AsSpan …; ret
/// body of a method that only tells where attributes are             =>  ldnull; ret
/// </code>
/// </remarks>
internal sealed class CompilerIdiomPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var token = method.MetadataToken.ToInt32();
        if (context.Plan.BodyOf(token) is { } shim)
        {
            editor.ReplaceAll([
                .. method.Parameters.Select(parameter => Instruction.Create(OpCodes.Ldarg, parameter)),
                Instruction.Create(OpCodes.Call, context.Shims.InlineArrayAccessor(method, shim)),
                Instruction.Create(OpCodes.Ret),
            ]);
            return;
        }

        if (context.Plan.TellsAttributes(token))
        {
            editor.ReplaceAll([Instruction.Create(OpCodes.Ldnull), Instruction.Create(OpCodes.Ret)]);
            return;
        }

        foreach (var instruction in editor.Instructions)
        {
            if (instruction.OpCode.Code == Code.Ldsflda && context.Plan.IsDataSpanAt(token, instruction.Offset))
            {
                var constructor = instruction.Next.Next;
                var span = (GenericInstanceType)((MethodReference)constructor.Operand).DeclaringType;
                editor.Replace(instruction, Instruction.Create(OpCodes.Ldtoken, (FieldReference)instruction.Operand));
                var make = Instruction.Create(OpCodes.Call, context.Shims.DataSpan(span));
                if (constructor.OpCode.Code == Code.Call)
                {
                    editor.Replace(constructor, make, Instruction.Create(OpCodes.Stobj, span));
                }
                else
                {
                    editor.Replace(constructor, make);
                }
            }
        }
    }
}
