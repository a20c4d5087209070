using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what programs ask of <see cref="Thread"/> without starting one: a sandbox has one thread.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class ThreadShims
{
    /// <inheritdoc cref="Thread.Sleep(int)"/>
    /// <remarks>The end of the run interrupts it.</remarks>
    public static void Sleep(int millisecondsTimeout, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        Thread.Sleep(millisecondsTimeout);
        sandbox.ThrowIfTerminating();
    }

    /// <inheritdoc cref="Thread.Sleep(TimeSpan)"/>
    /// <remarks>The end of the run interrupts it.</remarks>
    public static void Sleep(TimeSpan timeout, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        Thread.Sleep(timeout);
        sandbox.ThrowIfTerminating();
    }

    /// <inheritdoc cref="Thread.Yield"/>
    /// <remarks>There is nobody to yield to.</remarks>
    public static bool Yield() => false;

    /// <inheritdoc cref="Thread.CurrentThread"/>
    /// <remarks>Of its members guests have those of this class.</remarks>
    public static Thread get_CurrentThread() => Thread.CurrentThread;

    /// <inheritdoc cref="Thread.ManagedThreadId"/>
    public static int get_ManagedThreadId(Thread self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.ManagedThreadId;
    }

    /// <inheritdoc cref="Thread.CurrentCulture"/>
    public static CultureInfo get_CurrentCulture(Thread self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return CultureInfoShims.get_CurrentCulture();
    }

    /// <inheritdoc cref="Thread.CurrentCulture"/>
    public static void set_CurrentCulture(Thread self, CultureInfo value)
    {
        ArgumentNullException.ThrowIfNull(self);
        CultureInfoShims.set_CurrentCulture(value);
    }

    /// <inheritdoc cref="Thread.CurrentUICulture"/>
    public static CultureInfo get_CurrentUICulture(Thread self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return CultureInfoShims.get_CurrentUICulture();
    }

    /// <inheritdoc cref="Thread.CurrentUICulture"/>
    public static void set_CurrentUICulture(Thread self, CultureInfo value)
    {
        ArgumentNullException.ThrowIfNull(self);
        CultureInfoShims.set_CurrentUICulture(value);
    }
}
