// S-10 … S-24, U-04, U-05: a forbidden member as a method group, lambda, initializer, local function, generic method
// expect: refused RX2001
using System;
using System.Diagnostics;
using System.Reflection;
public class P
{
    static Action<int> field = System.Threading.Thread.SpinWait;
    static Action<int> Returned() => System.Threading.Thread.SpinWait;
    static bool Argument(object o) => o.Equals((Action<int>)System.Threading.Thread.SpinWait);
    static void Natural() { var f = System.GC.WaitForPendingFinalizers; f(); }
    static void Later() { Action<int> f; f = System.Threading.Thread.SpinWait; f(1); }
    static Action Lambda() => () => System.Threading.Thread.SpinWait(1);
    static void Local() { G(1); static void G<T>(T t) => System.Threading.Thread.SpinWait(t is int i ? i : 0); }
    static void Generic<T>() => System.Threading.Thread.SpinWait(typeof(T).Name.Length);
    static void Passed() { Take(System.Threading.Thread.SpinWait); static void Take(Action<int> a) => a(1); }
}
