namespace RExecIL.Verifier.Policies;

/// <summary>What guest code may do with a member.</summary>
public enum MemberAccess
{
    /// <summary>Use it as it is.</summary>
    Allow,

    /// <summary>Use it: a shim of RExecIL runs in its place.</summary>
    Redirect,

    /// <summary>Nothing.</summary>
    Deny,
}

/// <summary>What a policy says of one member, and which line says so. Immutable.</summary>
/// <param name="Type">Documentation name of the type, without <c>T:</c>.</param>
/// <param name="Local">Documentation id without the type: <c>M:Concat(System.Object)</c>, <c>F:Empty</c>.</param>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Access">The verdict.</param>
/// <param name="Reason">Why it is denied: completes "it …"; empty when it is not.</param>
/// <param name="Hint">What would allow it, as a sentence; empty when nothing would or need.</param>
/// <param name="Shim">The method that runs in its place; null when none does.</param>
/// <param name="DecidedBy">The list and line that decides, as <c>overlay.api(31): deny … "…"</c>.</param>
public sealed record MemberDecision(
    string Type, string Local, string Namespace, MemberAccess Access, string Reason, string Hint, string? Shim, string DecidedBy)
{
    /// <summary>The documentation id: <c>M:System.String.Concat(System.Object)</c>; methods always with parentheses.</summary>
    public string Id => $"{Local[..2]}{Type}.{Local[2..]}";
}
