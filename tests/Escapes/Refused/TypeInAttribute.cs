// N-39: a forbidden type inside an attribute, which the runtime loads by name
// expect: refused RX2002 RX2018
using System;
sealed class Holds(Type type) : Attribute { public Type Type => type; }
[Holds(typeof(System.Diagnostics.Process))] public class P { static object M() => typeof(System.Diagnostics.Process); }
