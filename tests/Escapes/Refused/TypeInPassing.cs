// N-40: a forbidden type as generic argument, constraint, catch type, base, interface, parameter only
// expect: refused RX2002
using System;
using System.Collections.Generic;
public class A { static object M() => new List<System.Threading.Thread>(); }
public class B<T> where T : System.ComponentModel.Component { }
public class C { static void M() { try { } catch (System.Reflection.ReflectionTypeLoadException) { throw; } } }
public class D { static void M(System.Reflection.Assembly? a) { } }
