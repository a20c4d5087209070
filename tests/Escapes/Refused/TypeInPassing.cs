// N-40: a forbidden type as argument, constraint, catch type, parameter, result, local, field, array, token and cast only
// expect: refused RX2002
// in: A`1 Argument Caught Parameter Result Local Array Token Cast OfDelegate Held
using System;
using System.Collections.Generic;
public class A<T> where T : System.ComponentModel.Component { }
public class P
{
    public System.Threading.Mutex? Held;
    static object Argument() => new List<System.Diagnostics.Process>();
    static void Caught() { try { Console.WriteLine(); } catch (System.Reflection.ReflectionTypeLoadException) { throw; } }
    static void Parameter(System.Threading.EventWaitHandle? a) { }
    static System.Threading.Semaphore? Result() => null;
    static bool Local(object o) { var t = o as System.Threading.Barrier; return t == o; }
    static object Array() => new System.Threading.CountdownEvent[1];
    static Type Token() => typeof(System.Threading.ReaderWriterLock);
    static object Cast(object o) => (System.Threading.ReaderWriterLockSlim)o;
    static Action<System.Threading.AutoResetEvent>? OfDelegate() => null;
}
