using Mono.Cecil;
using Mono.Cecil.Cil;
using FrameworkNames = RExecIL.Verifier.Metadata.FrameworkNames;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Counts what a guest allocates before it is there.</summary>
/// <remarks>
/// <code>
/// newarr T                       =>  conv.ovf.i4; SIZE; call int32 Guard::AllocateArray(int32, int32); newarr T
/// newobj C::.ctor(…)             =>  SIZE; call Guard::Allocate(int32); newobj C::.ctor(…)
/// box S                          =>  SIZE; call Guard::Allocate(int32); box S
/// newobj T[,]::.ctor(n, m)       =>  stloc m; stloc n; SIZE; ldloc n; call Extend; ldloc m; call Extend; call AllocateLarge; ldloc n; ldloc m; newobj
/// call Allocate&lt;T&gt;(native uint)  =>  call native uint Guard::AllocateMemory(native uint); call Allocate&lt;T&gt;
/// call C::M of the framework     =>  SIZE; call Guard::Allocate(int32); call C::M
/// </code>
/// What the framework allocates is counted exactly by the runtime; the sizes here decide only how soon that count is asked
/// for again. So a rough size is enough for all but arrays, which alone can be large at once. <c>conv.ovf.i4</c> changes
/// nothing for an <c>int32</c>, and throws for a <c>native int</c> what <c>newarr</c> would throw.
/// </remarks>
internal sealed class AllocationPass : IRewritingPass
{
    private const int ObjectHeader = 16;
    private const int Word = 8;

    /// <summary>Bytes that a call into the framework counts for: an object of moderate size.</summary>
    private const int FrameworkCall = 64;

    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var instruction in editor.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Newarr:
                    editor.InsertBefore(
                        instruction,
                        Instruction.Create(OpCodes.Conv_Ovf_I4),
                        SizeOf((TypeReference)instruction.Operand),
                        context.CallGuard("AllocateArray"));
                    break;
                case Code.Box:
                    editor.InsertBefore(instruction, SizeOf((TypeReference)instruction.Operand), context.CallGuard("Allocate"));
                    break;
                case Code.Newobj when ((MethodReference)instruction.Operand).DeclaringType is ArrayType array:
                    CountArray(array, instruction, editor, context);
                    break;
                case Code.Newobj when SizeOfObject((MethodReference)instruction.Operand, context) is var size and > 0:
                    editor.InsertBefore(
                        FirstOfDelegate(instruction), Instruction.Create(OpCodes.Ldc_I4, size), context.CallGuard("Allocate"));
                    break;
                case Code.Call when IsStackMemory((MethodReference)instruction.Operand):
                    editor.InsertBefore(instruction, context.CallGuard("AllocateMemory"));
                    break;
                case Code.Call or Code.Callvirt when context.Plan.MayAllocate(((MethodReference)instruction.Operand).MetadataToken.ToInt32()):
                    CountCall(instruction, editor, context);
                    break;
            }
        }
    }

    /// <summary>Counts a call into the framework.</summary>
    internal static void CountCall(Instruction call, BodyEditor editor, RewritingContext context) =>
        editor.InsertBefore(FirstOfCall(call), Count(context));

    /// <summary>Counts an object of moderate size.</summary>
    internal static Instruction[] Count(RewritingContext context) =>
        [Instruction.Create(OpCodes.Ldc_I4, FrameworkCall), context.CallGuard("Allocate")];

    /// <summary>The product of all dimensions stands on the stack in parts, so it goes into locals first.</summary>
    private static void CountArray(ArrayType array, Instruction creation, BodyEditor editor, RewritingContext context)
    {
        // A constructor with two arguments for each dimension has the lower bounds, too.
        var constructor = (MethodReference)creation.Operand;
        var step = constructor.Parameters.Count / array.Rank;
        var locals = constructor.Parameters.Select(parameter => editor.AddLocal(parameter.ParameterType)).ToList();
        List<Instruction> code =
        [
            .. locals.AsEnumerable().Reverse().Select(local => Instruction.Create(OpCodes.Stloc, local)),
            SizeOf(array.ElementType),
            Instruction.Create(OpCodes.Conv_I8),
        ];
        for (var index = step - 1; index < locals.Count; index += step)
        {
            code.Add(Instruction.Create(OpCodes.Ldloc, locals[index]));
            code.Add(context.CallGuard("Extend"));
        }

        code.Add(context.CallGuard("AllocateLarge"));
        code.AddRange(locals.Select(local => Instruction.Create(OpCodes.Ldloc, local)));
        editor.InsertBefore(creation, [.. code]);
    }

    private static int SizeOfObject(MethodReference constructor, RewritingContext context)
    {
        if (constructor.DeclaringType.GetElementType() is TypeDefinition definition)
        {
            return definition.IsValueType ? 0 : ObjectHeader + (Word * definition.Fields.Count(field => !field.IsStatic));
        }

        var token = constructor.MetadataToken.ToInt32();
        return context.Plan.IsOfValue(token) && !context.Plan.MayAllocate(token) ? 0 : FrameworkCall;
    }

    // A reference counts for its own size. The JIT knows the number.
    private static Instruction SizeOf(TypeReference type) => Instruction.Create(OpCodes.Sizeof, type);

    private static bool IsStackMemory(MethodReference callee) =>
        callee is { Name: "Allocate", DeclaringType: { Name: "StackAllocationShims", Scope: AssemblyNameReference { Name: FrameworkNames.GuardLibrary } } };

    /// <summary>
    /// Nothing may stand between <c>[dup; ldvirt]ftn</c> and the constructor of a delegate (ECMA-335 III.4.21).
    /// </summary>
    private static Instruction FirstOfDelegate(Instruction creation) => creation.Previous?.OpCode.Code switch
    {
        Code.Ldftn => FirstPrefix(creation.Previous),
        Code.Ldvirtftn => creation.Previous.Previous,
        _ => creation,
    };

    /// <summary>
    /// Before the prefixes of a call; and where an object copies itself, before <c>ldarg.0</c>, which shows that it is itself.
    /// </summary>
    private static Instruction FirstOfCall(Instruction call) =>
        call is { Operand: MethodReference { Name: "MemberwiseClone" }, Previous: { OpCode.Code: Code.Ldarg } self } ? self : FirstPrefix(call);

    /// <summary>The first of the prefixes before an instruction, or itself.</summary>
    internal static Instruction FirstPrefix(Instruction instruction)
    {
        while (instruction.Previous is { OpCode.OpCodeType: OpCodeType.Prefix } prefix)
        {
            instruction = prefix;
        }

        return instruction;
    }
}
