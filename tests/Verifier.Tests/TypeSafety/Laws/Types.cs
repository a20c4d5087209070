using System;
using System.Collections;
using System.Collections.Generic;
using System.Threading.Tasks;

// The types over which the laws are tested; compiled by them.

public interface IPlain { }
public interface ILeft : IPlain { }
public interface IRight : IPlain { }
public interface IBoth : ILeft, IRight { }
public interface IOut<out T> { T Give(); }
public interface IIn<in T> { void Take(T value); }
public interface IInOut<in T, out U> : IIn<T>, IOut<U> { }
public interface IExact<T> { T Same(T value); }

public class Base : IPlain { }
public class Left : Base, ILeft, IOut<string> { public string Give() => ""; }
public class Right : Base, IRight, IOut<Base> { public Base Give() => this; }
public sealed class Both : Left, IBoth, IIn<object>, IExact<Both> { public void Take(object value) { } public Both Same(Both value) => value; }
public abstract class Abstract : Base { public Abstract() { } }
public class NoDefault(int number) : Base { public int Number => number; }
public class Hidden : Base { internal Hidden() { } }
public class Generic<T> : IOut<T>, IExact<T> { public T Give() => default!; public T Same(T value) => value; }
public class Derived<T> : Generic<T> { }
public class Closing : Derived<string> { }
public class Curious : IComparable<Curious> { public int CompareTo(Curious? other) => 0; }

public enum Small : byte { A }
public enum Signed : sbyte { A }
public enum Usual { A }
public enum Unsigned : uint { A }
public enum Wide : long { A }

public struct Plain : IPlain, IComparable<Plain> { public int Number; public readonly int CompareTo(Plain other) => 0; }
public struct Managed : IOut<object> { public object Held; public readonly object Give() => Held; }
public struct Pair<T> { public T First; }
public ref struct Lived : IPlain { public Span<int> Held; }
public readonly ref struct Plainly { public readonly int Number; }

public delegate T Function<out T>();
public delegate void Action2<in T, in U>(T first, U second);
public delegate U Conversion<in T, out U>(T value);

public class NeedsNothing<T> { }
public class NeedsClass<T> where T : class { }
public class NeedsStruct<T> where T : struct { }
public class NeedsUnmanaged<T> where T : unmanaged { }
public class NeedsNew<T> where T : new() { }
public class NeedsClassNew<T> where T : class, new() { }
public class NeedsBase<T> where T : Base { }
public class NeedsPlain<T> where T : IPlain { }
public class NeedsPlainStruct<T> where T : struct, IPlain { }
public class NeedsOutObject<T> where T : IOut<object> { }
public class NeedsInString<T> where T : IIn<string> { }
public class NeedsComparable<T> where T : IComparable<T> { }
public class NeedsSelf<T> where T : IExact<T> { }
public class NeedsEnum<T> where T : Enum { }
public class NeedsEnumStruct<T> where T : struct, Enum { }
public class NeedsDelegate<T> where T : Delegate { }
public class NeedsExactly<T> where T : Generic<string> { }
public class NeedsMany<T> where T : IEnumerable<object> { }
public class NeedsLiving<T> where T : allows ref struct { }
public class NeedsLivingPlain<T> where T : IPlain, allows ref struct { }
public class NeedsNotNull<T> where T : notnull { }

public static class Universe
{
    public static void Closed(
        object a0, string a1, Array a2, ValueType a3, Enum a4, Exception a5, ArgumentException a6, Delegate a7, MulticastDelegate a8,
        IPlain b0, ILeft b1, IRight b2, IBoth b3, Base b4, Left b5, Right b6, Both b7, Abstract b8, NoDefault b9, Hidden c0,
        Generic<string> c1, Generic<object> c2, Generic<int> c3, Derived<string> c4, Derived<Base> c5, Closing c6, Curious c7,
        IOut<object> d0, IOut<string> d1, IOut<Base> d2, IOut<Left> d3, IOut<int> d4, IOut<IOut<object>> d5, IOut<IOut<string>> d6,
        IIn<object> e0, IIn<string> e1, IIn<Base> e2, IIn<Left> e3, IIn<IIn<object>> e4, IIn<IIn<string>> e5, IIn<IOut<object>> e6, IIn<IOut<string>> e7,
        IInOut<object, string> f0, IInOut<string, object> f1, IInOut<Base, Base> f2, IExact<string> f3, IExact<object> f4, IExact<Both> f5,
        Function<object> g0, Function<string> g1, Function<int> g2, Function<Function<string>> g3, Function<Function<object>> g4,
        Action2<object, object> g5, Action2<string, object> g6, Conversion<object, string> g7, Conversion<string, object> g8, Action<object> g9, Action<string> h0,
        Func<Base, Base> h1, Func<Left, object> h2, bool[] h3, char[] h4, IList<bool> h5, IList<byte> h6, IEnumerable<char> h7, IEnumerable<ushort> h8, bool[][] h9,
        object[] i0, string[] i1, Base[] i2, Left[] i3, IPlain[] i4, int[] i5, uint[] i6, Usual[] i7, Unsigned[] i8, byte[] i9, sbyte[] j0, Small[] j1, Signed[] j2,
        long[] j3, ulong[] j4, Wide[] j5, nint[] j6, nuint[] j7, short[] j8, ushort[] j9, float[] k0, double[] k1, Plain[] k2, Managed[] k3, int?[] k4,
        object[][] k5, string[][] k6, int[][] k7, uint[][] k8, object[,] k9, string[,] l0, int[,] l1, uint[,] l2, object[,,] l3, Pair<string>[] l4, Pair<object>[] l5,
        ValueType[] l6, Enum[] l7, IComparable[] l8, IComparable<Plain>[] l9, IOut<object>[] m0, IOut<string>[] m1, Array[] m2, Delegate[] m3, Function<object>[] m4, Function<string>[] m5,
        IEnumerable n0, ICollection n1, IList n2, IEnumerable<object> n3, IEnumerable<string> n4, IEnumerable<Base> n5, IEnumerable<Left> n6, IEnumerable<int> n7, IEnumerable<uint> n8,
        IEnumerable<Usual> n9, IList<object> o0, IList<string> o1, IList<int> o2, IList<uint> o3, IList<Usual> o4, ICollection<Base> o5, IReadOnlyList<object> o6, IReadOnlyList<string> o7,
        IReadOnlyCollection<IPlain> o8, List<object> o9, List<string> p0, List<int> p1, Dictionary<string, Base> p2, IDictionary<string, Base> p3, IReadOnlyDictionary<string, Base> p4,
        IEnumerable<KeyValuePair<string, Base>> p5, IEnumerable<IEnumerable<object>> p6, IEnumerable<IEnumerable<string>> p7, IEnumerable<object[]> p8, IEnumerable<string[]> p9,
        IComparable q0, IComparable<string> q1, IComparable<object> q2, IComparable<Curious> q3, IEquatable<string> q4, ICloneable q5, IFormattable q6, IComparer<object> q7, IComparer<string> q8,
        Comparer<string> q9, IEqualityComparer<object> r0, Task r1, Task<string> r2, Task<object> r3, Type r4, Lazy<string> r5, IDisposable r6, IAsyncDisposable r7)
    {
    }

    public static void Values(
        bool a0, char a1, sbyte a2, byte a3, short a4, ushort a5, int a6, uint a7, long a8, ulong a9, nint b0, nuint b1, float b2, double b3, decimal b4,
        Small c0, Signed c1, Usual c2, Unsigned c3, Wide c4, Plain c5, Managed c6, Pair<int> c7, Pair<string> c8, int? c9, Plain? d0, Usual? d1, DateTime d2, Guid d3,
        KeyValuePair<string, int> d4, (int, object) d5, DayOfWeek d6, Lived d7, Plainly d8, Span<int> d9, Span<object> e0, ReadOnlySpan<char> e1, List<int>.Enumerator e2)
    {
    }

    public static void Open<T, TClass, TStruct, TNew, TBase, TPlain, TOut, TIn, TOfClass, TOfOf, TEnum, TUnmanaged, TLiving, TLivingPlain, TArray, TMany>(
        T a0, TClass a1, TStruct a2, TNew a3, TBase a4, TPlain a5, TOut a6, TIn a7, TOfClass a8, TOfOf a9, TEnum b0, TUnmanaged b1, TLiving b2, TLivingPlain b3, TArray b4, TMany b5,
        T[] c0, TClass[] c1, TStruct[] c2, TBase[] c3, TOfClass[] c4, IEnumerable<T> c5, IEnumerable<TClass> c6, IEnumerable<TBase> c7, IOut<TClass> c8, IOut<TStruct> c9,
        IList<TBase> d0, Generic<T> d1, Function<TClass> d2, Function<T> d3, IIn<TBase> d4, TBase[,] d5, Pair<T> d6,
        ref int e0, ref string e1, ref T e2, ref Plain e3, ref Span<int> e4, ref Lived e5, ref TLiving e6, ref int[] e7, ref uint e8)
        where TClass : class
        where TStruct : struct
        where TNew : new()
        where TBase : Base
        where TPlain : IPlain
        where TOut : IOut<string>
        where TIn : IIn<object>
        where TOfClass : class, TClass
        where TOfOf : TOfClass
        where TEnum : struct, Enum
        where TUnmanaged : unmanaged
        where TLiving : allows ref struct
        where TLivingPlain : IPlain, allows ref struct
        where TArray : IList<string>
        where TMany : Left, IRight
    {
    }
}
