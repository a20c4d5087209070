using System.Reflection;
using System.Runtime.Loader;
using RExecIL.Runtime;

namespace RExecIL;

/// <summary>A copy of the guards for one sandbox: its statics are what the sandbox's checks read.</summary>
/// <remarks>
/// Plain statics of an assembly that is never unloaded are read in one instruction; statics of a collectible one, or of a
/// thread, were measured at half as much again for whole programs. So a copy stays for good and is used again, but only
/// when no code is left that is bound to it: a check of an old guest must not read a new guest's state.
/// </remarks>
internal sealed class GuardSlot
{
    private static readonly Lock Gate = new();
    private static readonly Stack<GuardSlot> Free = new();
    private static readonly List<(GuardSlot Slot, WeakReference Context)> Leaving = [];
    private static int Made;

    private GuardSlot(Assembly assembly)
    {
        Assembly = assembly;
        Registers = (Registers)Activator.CreateInstance(assembly.GetType("RExecIL.Slot.SlotRegisters", throwOnError: true)!, nonPublic: true)!;
    }

    /// <summary>The copy.</summary>
    internal Assembly Assembly { get; }

    /// <summary>Its state.</summary>
    internal Registers Registers { get; }

    /// <summary>How many copies there are.</summary>
    internal static int Count => Volatile.Read(ref Made);

    /// <summary>A copy that nothing uses.</summary>
    internal static GuardSlot Take()
    {
        lock (Gate)
        {
            Leaving.RemoveAll(static leaving =>
            {
                var isGone = !leaving.Context.IsAlive;
                if (isGone)
                {
                    Free.Push(leaving.Slot);
                }

                return isGone;
            });
            if (Free.TryPop(out var free))
            {
                return free;
            }

            Made++;
        }

        return new GuardSlot(new Copy().Load());
    }

    /// <summary>Gives a copy back for when the load context that is bound to it is gone.</summary>
    /// <param name="context">The context, tracked through resurrection.</param>
    internal void Return(WeakReference context)
    {
        lock (Gate)
        {
            Leaving.Add((this, context));
        }
    }

    /// <summary>A context for one copy. What the copy needs is what this assembly needs.</summary>
    private sealed class Copy() : AssemblyLoadContext("RExecIL slot")
    {
        internal Assembly Load() => LoadFromAssemblyPath(typeof(Slot.Guard).Assembly.Location);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == typeof(Sandbox).Assembly.GetName().Name ? typeof(Sandbox).Assembly : null;
    }
}
