using RExecIL.Verifier;

namespace RExecIL;

/// <summary>Finds the modules that guest code refers to, as <c>ihooks.Hooks</c> did for Python's rexec.</summary>
/// <remarks>
/// What is found is as untrusted as the guest and goes through the same checks. A hook may be asked for any name that a
/// guest makes up.
/// </remarks>
public interface IRHooks
{
    /// <summary>The assembly of that simple name, or null when there is none.</summary>
    GuestImage? FindModule(string simpleName);
}
