using RExecIL.Verifier.Policies;

namespace RExecIL;

/// <summary>Who asks: one assembly of a guest, with what the policy grants to it.</summary>
/// <remarks>
/// Each has its own handle of the sandbox, which the rewriter passes to every shim that its code calls. Guests can neither make
/// nor exchange handles.
/// </remarks>
public sealed class GuestAssembly
{
    private readonly PermissionDesk _desk;

    internal GuestAssembly(PermissionDesk desk, string sandbox, string name, Grants grants) =>
        (_desk, Sandbox, Name, Grants) = (desk, sandbox, name, grants);

    /// <summary>Simple name of the assembly.</summary>
    public string Name { get; }

    /// <summary>Name of the guest that it belongs to: that of its main assembly.</summary>
    public string Sandbox { get; }

    /// <summary>What the policy grants to it.</summary>
    public Grants Grants { get; }

    /// <summary>What its code passes to shims; null before it is loaded.</summary>
    internal GuestSandbox? Handle { get; set; }

    /// <summary>What was answered to it; only requests that nothing grants are in it.</summary>
    internal PermissionAnswers Answers { get; } = new();

    /// <inheritdoc cref="PermissionDesk.Decide"/>
    internal PermissionVerdict Decide(string permission, string? value, bool isGranted, bool mayBeAsked = true) =>
        _desk.Decide(this, permission, value, isGranted, mayBeAsked);
}
