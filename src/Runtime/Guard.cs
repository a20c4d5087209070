using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime;

/// <summary>The checks that the rewriter weaves into guest code.</summary>
/// <remarks>
/// Each is one test and a call that never returns. A slow path that returns would make the JIT spill registers around
/// every check, which was measured at up to five times the running time.
/// </remarks>
public static class Guard
{
    /// <summary>
    /// Stands at the entry of a method: ends the guest when it must end or when its stack is nearly used up.
    /// </summary>
    /// <param name="sandbox">The sandbox of the calling image.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SkipLocalsInit]
    public static unsafe void Enter(Sandbox sandbox)
    {
        // The address of a local is where the stack stands; stacks grow downwards on all platforms of .NET.
        byte here;
        if (sandbox.IsTerminating || (nuint)(&here) < sandbox.StackLimit)
        {
            ThrowAtEntry(sandbox);
        }
    }

    /// <summary>Stands at the head of a loop: ends the guest when it must end.</summary>
    /// <param name="sandbox">The sandbox of the calling image.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Poll(Sandbox sandbox)
    {
        if (sandbox.IsTerminating)
        {
            Throw(sandbox);
        }
    }

    /// <summary>
    /// Stands in every catch filter and before every finally body: when true, guest handlers do not run.
    /// </summary>
    /// <param name="sandbox">The sandbox of the calling image.</param>
    /// <returns>Whether the guest is being ended.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTerminating(Sandbox sandbox) => sandbox.IsTerminating;

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowAtEntry(Sandbox sandbox)
    {
        // Sticky: were the first overflow catchable, finally blocks that recurse again would take 2^depth steps.
        sandbox.Terminate(TerminationCause.Stack);
        Throw(sandbox);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(Sandbox sandbox) => throw new GuestTerminationException(sandbox.Cause);
}
