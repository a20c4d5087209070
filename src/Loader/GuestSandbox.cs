using System.Reflection;
using RExecIL.Files;
using RExecIL.Network;
using RExecIL.Runtime;
using RExecIL.Runtime.Network;

namespace RExecIL;

/// <summary>One assembly's handle of its guest's sandbox: passes on what shims ask for to the environment and its policy points.</summary>
internal sealed class GuestSandbox : Sandbox
{
    private readonly Rexec _rexec;
    private readonly GuestAssembly _asker;
    private readonly GuestSandbox _first;
    private readonly NameResolver _resolve;
    private readonly List<NetworkSession> _sessions;
    private Guest? _guest;
    private GuestException? _unhandled;

    /// <summary>The handle of the main assembly, which stands for the whole sandbox.</summary>
    internal GuestSandbox(
        Rexec rexec,
        GuestAssembly asker,
        Registers registers,
        GuestConsole console,
        GuestEnvironment environment,
        IGuestFiles files,
        GuestClock clock,
        NameResolver resolve)
        : base(registers)
    {
        (_rexec, _asker, _first, Console, Environment, Files, Clock) = (rexec, asker, this, console, environment, files, clock);
        (_resolve, _sessions) = (resolve, []);
        Session = NewSession();
        (console.OutMeter.Owner, console.ErrorMeter.Owner) = (this, this);
        asker.Handle = this;
    }

    /// <summary>The handle of another assembly: the same run and streams, its own files and variables.</summary>
    internal GuestSandbox(GuestSandbox first, GuestAssembly asker, GuestEnvironment environment, IGuestFiles files)
        : base(first)
    {
        (_rexec, _asker, _first, Console, Environment, Files, Clock) = (first._rexec, asker, first, first.Console, environment, files, first.Clock);
        (_resolve, _sessions) = (first._resolve, first._sessions);
        Session = NewSession();
        asker.Handle = this;
    }

    internal override GuestConsole Console { get; }

    internal override bool MayHearFromHost => _rexec.HasContracts;

    /// <summary>The exception that ended the run though nobody called the code that threw it; null for none.</summary>
    internal GuestException? Unhandled => _first._unhandled;

    internal override GuestClock Clock { get; }

    internal override GuestEnvironment Environment { get; }

    internal override IGuestFiles Files { get; }

    internal override IGuestNetwork Network => Session;

    /// <summary>The requests of the assembly.</summary>
    internal NetworkSession Session { get; }

    internal override IReadOnlyList<Assembly> GuestAssemblies => Guest.Assemblies;

    private Guest Guest => _first._guest ?? throw new InvalidOperationException("The guest is not loaded.");

    /// <summary>A run begins: its assemblies may send requests.</summary>
    internal void BeginRequests() => _sessions.ForEach(session => session.BeginRun());

    /// <summary>A run has ended, and with it all requests and connections.</summary>
    internal void EndRequests() => Task.WaitAll(_sessions.Select(session => session.EndRun()));

    /// <summary>What the run that began at a timestamp has used.</summary>
    internal Usage UsageSince(long start) => new(
        TimeProvider.System.GetElapsedTime(start),
        Allocations.Allocated,
        Console.OutMeter.Written,
        Console.ErrorMeter.Written,
        FuelUsed);

    internal void Attach(Guest guest) => _first._guest = guest;

    /// <summary>Lets go of all that could be the guest's, since the host may keep the sandbox.</summary>
    internal void Forget()
    {
        _first._guest = null;
        Console.Forget();
        Tasks.Clear();
    }

    internal override Stream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
        _rexec.ROpen(_asker, path, mode, access, share, bufferSize, options);

    /// <summary>Whether it is a handle of that environment.</summary>
    internal bool BelongsTo(Rexec rexec) => _rexec == rexec;

    /// <summary>Opens what the assembly's grants cover.</summary>
    internal Stream OpenGranted(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
        ((FileCapability)Files).Open(path, mode, access, share, bufferSize, options);

    internal override Assembly Import(string name)
    {
        Assembly? assembly = null;
        try
        {
            assembly = _rexec.RImport(Guest, name);
        }
        finally
        {
            // What could not be recorded is not there.
            if (_asker.Decide("import", name, assembly is not null, mayBeAsked: false) == PermissionVerdict.Denied)
            {
                assembly = null;
            }
        }

        return assembly ?? throw new FileNotFoundException($"Could not load '{Denial.Printable(name)}'.", Denial.Printable(name));
    }

    internal override void Keep(Exception exception) =>
        _first._unhandled = ExceptionDescriber.Describe(exception, Guest.Context, this);

    private NetworkSession NewSession()
    {
        var session = new NetworkSession(new NetworkCapability(_asker, _resolve), (request, cancellation) => _rexec.RSend(_asker, request, cancellation));
        _sessions.Add(session);
        return session;
    }
}
