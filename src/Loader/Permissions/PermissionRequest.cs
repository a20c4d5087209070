namespace RExecIL;

/// <summary>What a guest asked for, as data: nothing of it is the guest's own object. Immutable.</summary>
/// <param name="Sandbox">Name of the guest: that of its main assembly.</param>
/// <param name="Assembly">Simple name of the assembly of the guest that asked.</param>
/// <param name="Permission">What kind of power: <c>read</c>, <c>write</c>, <c>env</c>, <c>temp</c>, <c>import</c>; <c>load</c> of loading an assembly.</param>
/// <param name="Value">
/// Of what: a path with its links followed, a variable, an assembly; of a refused load a reason. Null when it was everything, or when there is nothing to name.
/// Chosen by the guest: show it with care.
/// </param>
public sealed record PermissionRequest(string Sandbox, string Assembly, string Permission, string? Value)
{
    /// <summary>The method of the guest that asked, innermost first when it is several lines; null when it is not known.</summary>
    /// <remarks>Looked up once for each request that differs, and only where somebody listens.</remarks>
    public string? Caller { get; init; }

    /// <summary>The option of <c>rexec-il</c> that allows it; null when none does.</summary>
    public string? Flag { get; init; }
}

/// <summary>What became of a request. Immutable.</summary>
/// <param name="Request">The request.</param>
/// <param name="IsAllowed">Whether the guest gets what it asked for.</param>
public sealed record PermissionDecision(PermissionRequest Request, bool IsAllowed);

/// <summary>What somebody says to a request that nothing grants. It holds for the asking assembly until it is unloaded.</summary>
public enum PermissionAnswer
{
    /// <summary>No; the same request is not asked again.</summary>
    Deny = 0,

    /// <summary>Yes, for this value: of a folder, for all in it.</summary>
    Allow,

    /// <summary>Yes, and for every value of this permission.</summary>
    AllowAll,
}
