// assembly: RX2004
using System;
using System.Runtime.CompilerServices;

[assembly: IgnoresAccessChecksTo("System.Private.CoreLib")]

namespace System.Runtime.CompilerServices
{
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    public sealed class IgnoresAccessChecksToAttribute(string name) : Attribute { public string Name => name; }

    public sealed class UnsafeAccessorTypeAttribute(string name) : Attribute { public string Name => name; }

    public sealed class IsExternalInit;
}

namespace Guest
{
    public sealed class OwnAttribute : Attribute;

    [Own]
    [Obsolete("x")]
    public static class Accessors
    {
        [InlineArray(8)]
        public struct Small { private int _first; }

        [InlineArray(1_000_000)]
        public struct Huge_RX2016 { private long _first; }

        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static object Make_RX2004() => new();

        public static void Parameter([Own] int x) { }
    }
}
