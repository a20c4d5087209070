using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Guards;

/// <summary>Recognises, in written IL, what the rewriter calls.</summary>
internal static class GuardCalls
{
    private static readonly TypeIdentity Guard = new(FrameworkNames.SlotLibrary, FrameworkNames.SlotLibrary, "Guard");

    /// <summary>Classes of shims that run none of the guest's code.</summary>
    private static readonly TypeIdentity[] Quiet =
        [Guard, Shims("Measures"), Shims("DataShims"), Shims("EnumeratorShims"), Shims("InlineArrayShims"), Shims("StackAllocationShims")];

    /// <summary>What methods end in that count fuel besides.</summary>
    private const string AndBurn = "AndBurn";

    /// <summary>Whether an instruction calls a method of the guards, or the one that counts fuel besides.</summary>
    internal static bool IsGuard(this in Instruction instruction, string name) =>
        instruction is { OpCode: ILOpCode.Call, Operand: MethodReference { DeclaringType: NamedSignature type } callee }
        && type.Identity == Guard
        && (callee.Name == name || (callee.Name.Length == name.Length + AndBurn.Length && callee.Name == name + AndBurn));

    /// <summary>Whether an instruction counts memory whose clearing takes time, and does not count fuel besides.</summary>
    internal static bool TakesMemoryWithoutFuel(this in Instruction instruction) =>
        instruction is { OpCode: ILOpCode.Call, Operand: MethodReference { DeclaringType: NamedSignature type } callee }
        && type.Identity == Guard
        && callee.Name is "AllocateArray" or "AllocateLarge" or "AllocateMemory";

    /// <summary>Whether an instruction calls what tells a size, which changes nothing.</summary>
    internal static bool IsMeasure(this in Instruction instruction) =>
        instruction is { OpCode: ILOpCode.Call, Operand: MethodReference { DeclaringType: NamedSignature type } callee }
        && (type.Identity == Shims("Work") || type.Identity == Shims("Measures") || (type.Identity == Guard && callee.Name.StartsWith("SizeOf", StringComparison.Ordinal)));

    /// <summary>Whether no method of a type of ours calls anything of the guest's.</summary>
    internal static bool CallsNothingBack(TypeIdentity type) => Quiet.Contains(type);

    private static TypeIdentity Shims(string name) => new(FrameworkNames.GuardLibrary, "RExecIL.Runtime.Shims", name);
}
