// N-03: a guest's own attribute that switches access checks off
// expect: refused RX2004
[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("System.Private.CoreLib")]
namespace System.Runtime.CompilerServices { sealed class IgnoresAccessChecksToAttribute(string name) : Attribute { public string N => name; } }
