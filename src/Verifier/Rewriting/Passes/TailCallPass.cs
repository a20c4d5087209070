using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Removes <c>tail.</c>: it frees the frame that references to locals may still point into.</summary>
/// <remarks>Measured on .NET 10.0.12: the runtime does not stop a tail call with the address of a local.</remarks>
internal sealed class TailCallPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var instruction in editor.Instructions.Where(instruction => instruction.OpCode.Code == Code.Tail))
        {
            editor.Replace(instruction, Instruction.Create(OpCodes.Nop));
        }
    }
}
