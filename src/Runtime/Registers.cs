namespace RExecIL.Runtime;

/// <summary>What the guards of one sandbox read and write.</summary>
/// <remarks>
/// Those of a loaded guest are statics of its copy of <c>RExecIL.Slot</c>. The guest's thread reads and counts; any thread
/// may end the sandbox.
/// </remarks>
internal abstract class Registers
{
    /// <summary>Not 0 when the sandbox is being ended. Once set it stays.</summary>
    internal abstract ref int IsTerminating { get; }

    /// <summary>The lowest address that guest frames may reach.</summary>
    internal abstract ref nuint StackLimit { get; }

    /// <summary>Bytes that may be allocated before the exact count is asked for again.</summary>
    internal abstract ref long AllocationLeft { get; }

    /// <summary>Units of fuel that are left.</summary>
    internal abstract ref long FuelLeft { get; }

    /// <summary>The sandbox whose guards these are; null for none.</summary>
    internal abstract ref Sandbox? Owner { get; }
}
