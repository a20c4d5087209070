namespace RExecIL.Cli.Permissions;

/// <summary>Tells several of each decision. One that fails denies the request.</summary>
internal sealed class SeveralAudits(params IReadOnlyList<IPermissionAudit> audits) : IPermissionAudit
{
    /// <inheritdoc/>
    public void Record(PermissionDecision decision)
    {
        foreach (var audit in audits)
        {
            audit.Record(decision);
        }
    }
}
