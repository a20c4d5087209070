namespace RExecIL.Verifier.Diagnostics;

/// <summary>What kind of fault a diagnostic reports. An id never changes its meaning.</summary>
/// <param name="Id">
/// <c>RX</c> and four digits, by stage: RX0 image, RX1 metadata, RX2 policy, RX3 type safety, RX4 rewriting,
/// RX5 policy files, RX6 load and run.
/// </param>
/// <param name="Title">The fault in one short sentence without a full stop.</param>
/// <param name="Source">Where the rule comes from: an ECMA-335 paragraph, a CVE, a measured fact.</param>
public sealed record DiagnosticDescriptor(string Id, string Title, string Source)
{
    /// <summary>The page that explains the rule, relative to the root of the repository.</summary>
    public string Help => $"docs/rules/{Id}.md";

    /// <summary>A diagnostic of this kind.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="message">What is wrong, why, and what would allow it, with the concrete names.</param>
    public Diagnostic At(CodeLocation location, string message) => new(this, location, message);
}
