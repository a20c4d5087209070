using System.Reflection;
using RExecIL.Network;
using RExecIL.Runtime;
using RExecIL.Runtime.Network;

namespace RExecIL;

/// <summary>The sandbox of one guest: passes on what shims ask for to the environment and its policy points.</summary>
internal sealed class GuestSandbox : Sandbox
{
    private readonly Rexec _rexec;
    private Guest? _guest;

    internal GuestSandbox(
        Rexec rexec,
        Registers registers,
        GuestConsole console,
        GuestEnvironment environment,
        IGuestFiles files,
        NetworkCapability network)
        : base(registers)
    {
        Session = new NetworkSession(network, (request, cancellation) => rexec.RSend(Guest, request, cancellation));
        (_rexec, Console, Environment, Files) = (rexec, console, environment, files);
        (console.OutMeter.Owner, console.ErrorMeter.Owner) = (this, this);
    }

    internal override GuestConsole Console { get; }

    internal override bool MayHearFromHost => _rexec.HasContracts;

    /// <summary>The exception that ended the run though nobody called the code that threw it; null for none.</summary>
    internal GuestException? Unhandled { get; private set; }

    internal override GuestEnvironment Environment { get; }

    internal override IGuestFiles Files { get; }

    internal override IGuestNetwork Network => Session;

    /// <summary>The requests of the guest.</summary>
    internal NetworkSession Session { get; }

    internal override IReadOnlyList<Assembly> GuestAssemblies => Guest.Assemblies;

    private Guest Guest => _guest ?? throw new InvalidOperationException("The guest is not loaded.");

    /// <summary>What the run that began at a timestamp has used.</summary>
    internal Usage UsageSince(long start) => new(
        TimeProvider.System.GetElapsedTime(start),
        Allocations.Allocated,
        Console.OutMeter.Written,
        Console.ErrorMeter.Written,
        FuelUsed);

    internal void Attach(Guest guest) => _guest = guest;

    /// <summary>Lets go of all that could be the guest's, since the host may keep the sandbox.</summary>
    internal void Forget()
    {
        _guest = null;
        Console.Forget();
        Tasks.Clear();
    }

    internal override Stream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
        _rexec.ROpen(path, mode, access, share, bufferSize, options);

    internal override Assembly Import(string name) => _rexec.RImport(Guest, name);

    internal override void Keep(Exception exception) =>
        Unhandled = ExceptionDescriber.Describe(exception, Guest.Context, this);
}
