using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the one member of <c>Unsafe</c> that checks: generated code sets properties of structs through it.</summary>
public static class UnsafeShims
{
    /// <summary>As <c>Unsafe.Unbox</c>, of the guest's own structs.</summary>
    /// <remarks>A box of a framework's or host's struct may be shared by the process, and is not the guest's to change.</remarks>
    /// <exception cref="NotSupportedException">The struct is not the guest's.</exception>
    public static ref T Unbox<T>(object box, Sandbox sandbox)
        where T : struct
    {
        if (!sandbox.GuestAssemblies.Contains(typeof(T).Assembly))
        {
            throw new NotSupportedException($"A box of {typeof(T)} may be shared: it cannot be changed.");
        }

        return ref Unsafe.Unbox<T>(box);
    }
}
