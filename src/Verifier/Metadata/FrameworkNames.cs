namespace RExecIL.Verifier.Metadata;

/// <summary>Names of assemblies that the verifier treats by name.</summary>
public static class FrameworkNames
{
    /// <summary>The assembly that defines <c>System.Object</c> on CoreCLR.</summary>
    public const string CoreLibrary = "System.Private.CoreLib";

    /// <summary>The assembly with the shims that rewritten code calls.</summary>
    public const string GuardLibrary = "RExecIL.Runtime";

    /// <summary>The assembly with the checks that are woven into guest code; each sandbox has a copy of its own.</summary>
    public const string SlotLibrary = "RExecIL.Slot";

    /// <summary>The prefix of all names that are ours: guest code may neither define nor name them.</summary>
    public const string OwnPrefix = "RExecIL";
}
