using RExecIL.Runtime;

namespace RExecIL;

/// <summary>What a request leads to.</summary>
internal enum PermissionVerdict
{
    /// <summary>The guest gets an exception.</summary>
    Denied = 0,

    /// <summary>The policy grants it.</summary>
    Granted,

    /// <summary>The policy does not, and somebody has allowed it.</summary>
    Answered,
}

/// <summary>Where every request of guests for a power is decided, recorded, and asked about.</summary>
/// <remarks>
/// What the policy grants is the business of who asks here; whether a person allows more, and who hears of it, is decided here
/// alone. Safe to use from several threads.
/// </remarks>
internal sealed class PermissionDesk(IPermissionAudit? audit, IPermissionHandler? handler)
{
    /// <summary>Requests whose caller is looked up; a guest that asks for more differing things is known by now.</summary>
    private const int MaxCallers = 200;

    /// <summary>Longest value in characters that somebody can be asked about; of longer ones the beginning is recorded.</summary>
    private const int MaxValue = 4_096;

    private readonly Lock _gate = new();
    private readonly HashSet<(string Assembly, string Permission, string? Value, bool IsAllowed)> _known = [];

    /// <summary>Decides on a request.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="permission">For what kind of power.</param>
    /// <param name="value">Of what; null for everything.</param>
    /// <param name="isGranted">Whether the policy grants it.</param>
    /// <param name="mayBeAsked">Whether somebody may allow it nevertheless: not what the policy denies expressly.</param>
    internal PermissionVerdict Decide(GuestAssembly asker, string permission, string? value, bool isGranted, bool mayBeAsked)
    {
        if (audit is null && handler is null)
        {
            return isGranted ? PermissionVerdict.Granted : PermissionVerdict.Denied;
        }

        if (value?.Length > MaxValue)
        {
            (value, mayBeAsked) = (value[..MaxValue], false);
        }

        var request = new PermissionRequest(asker.Sandbox, asker.Name, permission, value) { Flag = Denial.FlagOf(permission, value) };
        var verdict = isGranted ? PermissionVerdict.Granted
            : mayBeAsked && IsAllowed(asker, request) ? PermissionVerdict.Answered
            : PermissionVerdict.Denied;
        return Record(request, verdict != PermissionVerdict.Denied) ? verdict : PermissionVerdict.Denied;
    }

    /// <summary>Tells who listens of a decision.</summary>
    /// <returns>Whether it could be recorded.</returns>
    internal bool Record(PermissionRequest request, bool isAllowed)
    {
        if (audit is null)
        {
            return true;
        }

        try
        {
            audit.Record(new PermissionDecision(IsNew(request, isAllowed) ? WithCaller(request) : request, isAllowed));
            return true;
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            return false; // The boundary to the host's code: what cannot be recorded is denied.
        }
    }

    private bool IsAllowed(GuestAssembly asker, PermissionRequest request)
    {
        if (handler is null)
        {
            return false;
        }

        if (asker.Answers.Find(request.Permission, request.Value) is { } known)
        {
            return known;
        }

        var answer = asker.Handle is { } sandbox ? sandbox.Pause(() => Answer(WithCaller(request))) : Answer(WithCaller(request));
        asker.Answers.Add(request.Permission, request.Value, answer);
        return answer != PermissionAnswer.Deny;
    }

    /// <summary>Asks on a thread of its own: the guest's has a stack of the guest's making, and is interrupted when its time is up.</summary>
    private PermissionAnswer Answer(PermissionRequest request)
    {
        var answer = PermissionAnswer.Deny;
        var thread = new Thread(() =>
        {
            try
            {
                answer = handler!.Answer(request);
            }
            catch (Exception)
            {
                answer = PermissionAnswer.Deny; // The boundary to the host's code: no answer is no.
            }
        })
        {
            IsBackground = true,
            Name = "RExecIL permissions",
        };
        thread.UnsafeStart(); // Nothing ambient of the guest's flows to the host.
        thread.Join();
        return answer is PermissionAnswer.Allow or PermissionAnswer.AllowAll ? answer : PermissionAnswer.Deny;
    }

    private bool IsNew(PermissionRequest request, bool isAllowed)
    {
        lock (_gate)
        {
            return _known.Count < MaxCallers && _known.Add((request.Assembly, request.Permission, request.Value, isAllowed));
        }
    }

    private static PermissionRequest WithCaller(PermissionRequest request) => request with { Caller = GuestFrames.Innermost() };
}
