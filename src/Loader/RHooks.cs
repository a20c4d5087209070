using RExecIL.Verifier;

namespace RExecIL;

/// <summary>The default hooks: a guest consists of one assembly.</summary>
public class RHooks : IRHooks
{
    /// <inheritdoc/>
    public virtual GuestImage? FindModule(string simpleName) => null;
}
