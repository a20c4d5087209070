namespace RExecIL.Verifier.Policies;

/// <summary>A power that a policy may grant on top of pure computation.</summary>
[Flags]
public enum Capability
{
    /// <summary>Pure computation only.</summary>
    None = 0,

    /// <summary>The sandbox's own standard streams.</summary>
    Console = 1,

    /// <summary>Reading files and listing folders, within <see cref="Grants.Read"/>.</summary>
    Read = 2,

    /// <summary>Writing, making and removing files and folders, within <see cref="Grants.Write"/>.</summary>
    Write = 4,

    /// <summary>Reading environment variables, within <see cref="Grants.Environment"/>.</summary>
    Environment = 8,

    /// <summary>Finding assemblies and types by name among those that the host offers.</summary>
    Import = 16,

    /// <summary>Files in a directory of the run's own, which is removed at its end.</summary>
    Temp = 32,

    /// <summary>HTTP requests to hosts within <see cref="Grants.Network"/>.</summary>
    Network = 64,
}

/// <summary>How people write a <see cref="Capability"/> in policy files and on the command line.</summary>
internal static class CapabilityNames
{
    private static readonly (string Name, Capability Capability, string Grant)[] All =
    [
        ("console", Capability.Console, "\"capabilities\": [\"console\"] in the policy file"),
        ("read", Capability.Read, "--allow-read, or \"read\": [\"PATH\"] in the policy file"),
        ("write", Capability.Write, "--allow-write, or \"write\": [\"PATH\"] in the policy file"),
        ("env", Capability.Environment, "--allow-env, or \"env\": [\"NAME\"] in the policy file"),
        ("import", Capability.Import, "\"capabilities\": [\"import\"] in the policy file"),
        ("net", Capability.Network, "--allow-net, or \"net\": [\"HOST\"] in the policy file"),
        ("temp", Capability.Temp, "--allow-temp, or \"capabilities\": [\"temp\"] in the policy file"),
    ];

    /// <summary>The capability of that name; null when there is none.</summary>
    internal static Capability? Parse(string name) =>
        All.Where(entry => entry.Name == name).Select(entry => (Capability?)entry.Capability).FirstOrDefault();

    /// <summary>The names of all capabilities in the set, in a fixed order.</summary>
    internal static IEnumerable<string> Of(Capability capabilities) =>
        All.Where(entry => (capabilities & entry.Capability) != 0).Select(entry => entry.Name);

    /// <summary>What a person can write to grant one of the capabilities.</summary>
    internal static string HowToGrant(Capability anyOf) =>
        "Grant it with " + string.Join(", or ", All.Where(entry => (anyOf & entry.Capability) != 0).Select(entry => entry.Grant)) + ".";
}
