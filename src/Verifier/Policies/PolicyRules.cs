using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Policies;

/// <summary>RX5: what can be wrong with a policy file. One fault rejects the whole file.</summary>
internal static class PolicyRules
{
    /// <summary>RX5001</summary>
    internal static readonly DiagnosticDescriptor NotJson =
        new("RX5001", "Policy file is not well-formed JSON", "RFC 8259");

    /// <summary>RX5002</summary>
    internal static readonly DiagnosticDescriptor UnknownProperty =
        new("RX5002", "Policy file has an unknown property", "docs/policy-format.md");

    /// <summary>RX5003</summary>
    internal static readonly DiagnosticDescriptor WrongValue =
        new("RX5003", "Policy file has a value of the wrong kind", "docs/policy-format.md");

    /// <summary>RX5004</summary>
    internal static readonly DiagnosticDescriptor Duplicate =
        new("RX5004", "Policy file says something twice", "RFC 8259 section 4");

    /// <summary>RX5005</summary>
    internal static readonly DiagnosticDescriptor BadPattern =
        new("RX5005", "Policy file has a malformed member pattern", "ECMA-334 annex D.4.2");

    /// <summary>RX5006</summary>
    internal static readonly DiagnosticDescriptor UnknownMember =
        new("RX5006", "Policy file names a member that does not exist", "docs/policy-format.md");

    /// <summary>RX5007</summary>
    internal static readonly DiagnosticDescriptor UnknownPreset =
        new("RX5007", "Policy file extends an unknown preset", "docs/policy-format.md");

    /// <summary>RX5008</summary>
    internal static readonly DiagnosticDescriptor UnknownCapability =
        new("RX5008", "Policy file grants an unknown capability", "docs/policy-format.md");

    /// <summary>RX5009</summary>
    internal static readonly DiagnosticDescriptor BadLimit =
        new("RX5009", "Policy file has a bad limit", "docs/policy-format.md");

    /// <summary>RX5010</summary>
    internal static readonly DiagnosticDescriptor CannotAllow =
        new("RX5010", "Policy file allows what no policy may allow", "docs/policy-format.md");

    /// <summary>RX5011</summary>
    internal static readonly DiagnosticDescriptor UnknownContract =
        new("RX5011", "Policy file names an unknown contract", "docs/policy-format.md");

    /// <summary>RX5012</summary>
    internal static readonly DiagnosticDescriptor BadParent =
        new("RX5012", "Policy file extends what it cannot", "docs/policy-format.md");

    /// <summary>RX5013</summary>
    internal static readonly DiagnosticDescriptor BadAssembly =
        new("RX5013", "Policy file grants to what is no guest", "docs/policy-format.md");

    /// <summary>RX5014</summary>
    internal static readonly DiagnosticDescriptor BadHost =
        new("RX5014", "Policy file grants a host that is none", "RFC 3986 section 3.2.2");

    /// <summary>RX5020</summary>
    internal static readonly DiagnosticDescriptor Redundant =
        new("RX5020", "Policy file says what holds without it", "docs/policy-format.md");

    /// <summary>RX5021</summary>
    internal static readonly DiagnosticDescriptor NeverDecides =
        new("RX5021", "Policy file allows what it denies", "docs/policy-format.md");

    /// <summary>RX5022</summary>
    internal static readonly DiagnosticDescriptor Wide =
        new("RX5022", "Policy file allows a whole type", "docs/policy-format.md");

    /// <summary>All kinds in order.</summary>
    internal static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotJson, UnknownProperty, WrongValue, Duplicate, BadPattern, UnknownMember, UnknownPreset, UnknownCapability,
        BadLimit, CannotAllow, UnknownContract, BadParent, BadAssembly, Redundant, NeverDecides, Wide,
    ];
}
