namespace RExecIL;

/// <summary>Hears of every decision on what guests ask for.</summary>
public interface IPermissionAudit
{
    /// <summary>A decision, before the guest gets what it asked for.</summary>
    /// <remarks>
    /// Runs on the guest's thread, or on that of who loads a guest; several at once when several guests run. It gets plain data
    /// and must not call guests. An exception denies the request: what cannot be recorded does not happen. A guest may ask
    /// endlessly: be bounded.
    /// </remarks>
    /// <param name="decision">What was asked and decided.</param>
    void Record(PermissionDecision decision);
}

/// <summary>Answers requests that nothing grants and nothing denies, such as by asking a person.</summary>
public interface IPermissionHandler
{
    /// <summary>Answers.</summary>
    /// <remarks>
    /// Runs on a thread of its own while the guest waits. That time does not count against <see cref="Quota.MaxTime"/>; when the
    /// run is cancelled meanwhile, the answer is not heard. Several at once when several guests run. An exception means no.
    /// </remarks>
    /// <param name="request">What the guest asks for.</param>
    PermissionAnswer Answer(PermissionRequest request);
}
