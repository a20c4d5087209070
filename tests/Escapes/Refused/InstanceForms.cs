// S-10 ... S-24, U-04, U-05: a forbidden virtual and a forbidden interface member, by group, constraint and base
// expect: refused RX2001 RX2002 RX2005 RX2006
// in: Virtual Group ByInterface ByConstraint Derived Implemented Override
using System;
using System.Reflection;
using System.Runtime.Serialization;
public class P
{
    static object Virtual(Delegate d) => d.DynamicInvoke()!;
    static Func<object?[], object?> Group(Delegate d) => d.DynamicInvoke;
    static object ByInterface(IObjectReference p) => p.GetRealObject(default);
    static object ByConstraint<T>(T p) where T : IObjectReference => p.GetRealObject(default);
    class Derived : MarshalByRefObject { }
    class Implemented : IObjectReference { public object GetRealObject(StreamingContext c) => this; }
    class Override : System.Threading.SynchronizationContext { public override void Post(System.Threading.SendOrPostCallback d, object? s) { } }
}
