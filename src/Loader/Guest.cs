using System.Reflection;
using System.Runtime.CompilerServices;
using RExecIL.Runtime;

namespace RExecIL;

/// <summary>A loaded guest: one assembly with those it needs, in one sandbox.</summary>
/// <remarks>
/// A guest that was ended (by its own exit, a limit or the host) never runs again, since its state may be half-made:
/// load
/// it anew. One run at a time.
/// </remarks>
public sealed class Guest
{
    private readonly WeakReference _remains = new(target: null, trackResurrection: true);
    private GuestLoadContext? _context;
    private Assembly? _main;
    private readonly GuardSlot _slot;
    private int _isRunning;

    internal Guest(Rexec owner, string name, GuestLoadContext context, Assembly main, GuestSandbox sandbox, GuardSlot slot) =>
        (Owner, Name, _context, _main, Sandbox, _slot) = (owner, name, context, main, sandbox, slot);

    /// <summary>Simple name of the assembly.</summary>
    public string Name { get; }

    /// <summary>Whether it is loaded.</summary>
    public bool IsLoaded => _context is not null;

    /// <summary>Whether it was ended and can only be unloaded.</summary>
    public bool HasEnded => Sandbox.IsTerminating;

    /// <summary>What the last run that has ended used; null before that.</summary>
    /// <remarks>When its thread has not ended, what was counted until the run was given up.</remarks>
    public Usage? Usage { get; internal set; }

    internal Rexec Owner { get; }

    internal bool IsRunning => Volatile.Read(ref _isRunning) != 0;

    internal GuestSandbox Sandbox { get; }

    internal IReadOnlyList<Assembly> Assemblies => Context.GuestAssemblies;

    internal Assembly Main => _main ?? throw NotLoaded();

    internal GuestLoadContext Context => _context ?? throw NotLoaded();

    /// <summary>The thread of the last run while it has not ended.</summary>
    internal Thread? Straggler { get; set; }

    /// <summary>Marks the guest as running.</summary>
    /// <exception cref="InvalidOperationException">It runs already, has ended, or is not loaded.</exception>
    internal void Enter()
    {
        ObjectDisposedException.ThrowIf(!IsLoaded, this);
        if (HasEnded)
        {
            throw new InvalidOperationException(
                $"{Name} was ended ({Sandbox.Cause}); its state may be half-made. Load it anew.");
        }

        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            throw new InvalidOperationException($"{Name} runs already. One run at a time.");
        }
    }

    internal void Leave() => Volatile.Write(ref _isRunning, 0);

    /// <summary>Forgets everything of the guest and tells the runtime to unload it.</summary>
    /// <returns>Dies with the load context.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal WeakReference Release()
    {
        if (Interlocked.Exchange(ref _context, null) is { } context)
        {
            _main = null;
            Sandbox.Terminate(TerminationCause.Unloaded);
            Sandbox.Forget();
            _remains.Target = context;
            _slot.Return(_remains);
            context.Unload();
        }

        return _remains;
    }

    private ObjectDisposedException NotLoaded() => new(Name, "The guest was unloaded.");
}
