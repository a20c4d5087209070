// N-01, N-02: the same with the guest's own attributes, which the runtime honours by name
// expect: refused RX2003 RX2004
using System;
public class P
{
    [System.Runtime.CompilerServices.UnsafeAccessorType("System.Diagnostics.Process, System.Diagnostics.Process")] static object? type;
    [System.Runtime.CompilerServices.UnsafeAccessor(1, Name = "get_Length")] static extern int Length(string s);
}
namespace System.Runtime.CompilerServices
{
    sealed class UnsafeAccessorAttribute(int kind) : Attribute { public int Kind => kind; public string? Name { get; set; } }
    sealed class UnsafeAccessorTypeAttribute(string name) : Attribute { public string Name => name; }
}
