using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Sends uses of redirected members to their shims.</summary>
/// <remarks>
/// <code>
/// call   string File::ReadAllText(string)       =>  ldsfld Sandbox; call string FileShims::ReadAllText(string, Sandbox)
/// newobj FileStream::.ctor(string, FileMode)    =>  ldsfld Sandbox; call FileStream FileStreamShims::Create(…, Sandbox)
/// call   .ctor of a value type on its address   =>  ldsfld Sandbox; call … Create(…, Sandbox); stobj
/// constrained. T callvirt IAsyncDisposable::DisposeAsync()  =>  call … IAsyncDisposableShims::DisposeAsync&lt;T&gt;(T&amp; modreq(In))
/// ldftn  string File::ReadAllText(string)       =>  ldftn thunk
/// ldvirtftn of an instance member               =>  pop; ldftn thunk
/// </code>
/// </remarks>
internal sealed class RedirectPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        var token = method.MetadataToken.ToInt32();
        foreach (var instruction in editor.Instructions)
        {
            if (instruction.Operand is not MethodReference original
                || context.Plan.RedirectAt(token, instruction.Offset) is not { } redirected)
            {
                continue;
            }

            switch (instruction.OpCode.Code)
            {
                case Code.Ldftn:
                    editor.Replace(instruction, Instruction.Create(OpCodes.Ldftn, context.Thunks.Of(original, redirected, method)));
                    break;
                case Code.Ldvirtftn:
                    editor.Replace(
                        instruction,
                        Instruction.Create(OpCodes.Pop),
                        Instruction.Create(OpCodes.Ldftn, context.Thunks.Of(original, redirected, method)));
                    break;
                case Code.Callvirt when ConstrainedBefore(instruction) is { } prefix:
                    var self = (TypeReference)prefix.Operand;
                    editor.Replace(prefix, Instruction.Create(OpCodes.Nop));
                    var call = Instruction.Create(OpCodes.Call, context.Shims.Constrained(original, redirected, self));
                    editor.Replace(instruction, redirected.Constrained!.PassesSandbox ? [context.LoadSandbox(), call] : [.. AllocationPass.Count(context), call]);
                    break;
                default:
                    editor.Replace(instruction, Call(original, instruction, redirected, context));
                    break;
            }
        }
    }

    // The pass on tail. has left nops in their places.
    private static Instruction? ConstrainedBefore(Instruction call)
    {
        var instruction = call.Previous;
        while (instruction is { OpCode.Code: Code.Nop })
        {
            instruction = instruction.Previous;
        }

        return instruction is { OpCode.Code: Code.Constrained } ? instruction : null;
    }

    private static Instruction[] Call(
        MethodReference original, Instruction instruction, Judgement.Redirected redirected, RewritingContext context)
    {
        var code = new List<Instruction>();
        if (!redirected.PassesSandbox && context.Plan.MayAllocate(original.MetadataToken.ToInt32()))
        {
            code.AddRange(AllocationPass.Count(context)); // Such a shim cannot count what it allocates.
        }

        if (redirected.PassesSandbox)
        {
            code.Add(context.LoadSandbox());
        }

        code.Add(Instruction.Create(OpCodes.Call, context.Shims.Of(original, redirected)));
        if (redirected.Original.IsConstructor && instruction.OpCode.Code == Code.Call)
        {
            code.Add(Instruction.Create(OpCodes.Stobj, original.DeclaringType));
        }

        return [.. code];
    }
}
