using RExecIL.Runtime;

namespace RExecIL.Slot;

/// <summary>Lets the host at the statics of this copy of the assembly. Made by the loader, by name.</summary>
internal sealed class SlotRegisters : Registers
{
    internal override ref int IsTerminating => ref Guard.EndingFlag;

    internal override ref nuint StackLimit => ref Guard.StackLimit;

    internal override ref long AllocationLeft => ref Guard.AllocationLeft;

    internal override ref long FuelLeft => ref Guard.FuelLeft;

    internal override ref Sandbox? Owner => ref Guard.Owner;
}
