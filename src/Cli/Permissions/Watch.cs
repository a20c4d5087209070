using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Permissions;

/// <summary>Who hears of what a run asks for, and who is asked.</summary>
internal sealed class Watch : IDisposable
{
    private const Capability ByName = Capability.Read | Capability.Write | Capability.Environment | Capability.Network;

    private readonly string? _logFile;
    private readonly PermissionLog? _log;

    private Watch(string? logFile, PermissionTrace? trace, TerminalPrompt? prompt)
    {
        (_logFile, Trace, Prompt) = (logFile, trace, prompt);
        _log = logFile is null ? null : PermissionLog.AppendTo(logFile);
        IPermissionAudit[] audits = [.. new IPermissionAudit?[] { _log, trace }.OfType<IPermissionAudit>()];
        Audit = audits is [] ? null : new SeveralAudits(audits);
    }

    /// <summary>Hears of decisions; null for nobody.</summary>
    internal IPermissionAudit? Audit { get; }

    /// <summary>Learns what the run needs; null when nobody wants to know.</summary>
    internal PermissionTrace? Trace { get; }

    /// <summary>Asks the person at the terminal; null when nobody is asked.</summary>
    internal TerminalPrompt? Prompt { get; }

    /// <summary>Whether the log failed, so that requests were denied.</summary>
    internal bool HasFailed => _log?.HasFailed == true;

    /// <summary>Begins to watch.</summary>
    /// <param name="logFile">Where decisions are appended; null for nowhere.</param>
    /// <param name="traces">Whether to learn what the run needs.</param>
    /// <param name="prompts">Whether to ask the person at the terminal.</param>
    /// <exception cref="UsageException">The file cannot be written, or nobody can be asked.</exception>
    internal static Watch Begin(string? logFile, bool traces, bool prompts)
    {
        if (prompts && TerminalPrompt.Obstacle is { } obstacle)
        {
            throw new UsageException(
                $"--prompt has nobody to ask: {obstacle}.", "Grant what the program needs with --allow-…; --trace-permissions tells what that is.");
        }

        try
        {
            return new Watch(logFile is null ? null : Path.GetFullPath(logFile), traces ? new PermissionTrace() : null, prompts ? new TerminalPrompt() : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"The log {Terminal.Printable(logFile ?? "")} cannot be written: {e.Message}");
        }
    }

    /// <summary>The policy of a run that is watched: what is asked for when it is used may be named, and the log is nobody's.</summary>
    internal Policy Widen(Policy policy)
    {
        policy = Prompt is not null || Trace is not null ? policy.Offering(ByName) : policy;

        // These reach nothing of the host's, and without them the run would not start.
        policy = Trace is not null ? policy.Granting(Capability.Console | Capability.Temp | Capability.Import) : policy;
        return _logFile is null ? policy : policy.Denying(Capability.Read | Capability.Write, [_logFile]);
    }

    /// <summary>A policy under which code may name those powers, and is granted nothing of what has names.</summary>
    internal static Policy Named(Policy policy, Capability capabilities)
    {
        policy = (capabilities & ByName) != 0 ? policy.Offering(capabilities & ByName) : policy;
        return (capabilities & ~ByName) != 0 ? policy.Granting(capabilities & ~ByName) : policy;
    }

    /// <summary>Ends the log.</summary>
    public void Dispose() => _log?.Dispose();
}
