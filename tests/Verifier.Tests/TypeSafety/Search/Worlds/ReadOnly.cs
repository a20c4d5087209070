using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

// Values that must not change: in arguments, readonly fields, boxes, literals, what ref readonly leads to.

public interface IThing
{
    void Set();
    int Get();
}

public struct V : IThing
{
    public int X;
    public readonly int Fixed;

    public V(int x) { X = x; Fixed = x; }
    public void Set() => X = -1;
    public readonly int Get() => X;
    [UnscopedRef] public ref int Ref() => ref X;
    [UnscopedRef] public readonly ref readonly int RefReadOnly() => ref X;
}

public readonly struct F : IThing
{
    public readonly int X;

    public F(int x) { X = x; }
    public void Set() { }
    public int Get() => X;
    [UnscopedRef] public ref readonly int Ref() => ref X;
}

public sealed class Cell
{
    public readonly int Fixed = 61;
    public readonly V FixedValue = new(62);
    public int Free = 63;
    public V FreeValue = new(64);
}

public ref struct Holder
{
    public ref readonly int R;
    public ref int W;
    public ref readonly V V;

    public Holder(ref readonly int r) { R = ref r; W = ref Statics.Free; V = ref Statics.Fixed2; }
}

public delegate ref readonly int ReadFunction(in int r);
public delegate void WriteFunction(ref int r);

public static class Statics
{
    public static readonly int Fixed = 51;
    public static readonly V Fixed2 = new(52);
    public static readonly Cell Cell = new();
    public static int Free = 53;
    public static V FreeValue = new(54);
    public static readonly object Box = new V(55);
    public static readonly object BoxedNumber = 56;
    public static readonly int[] Array = [57, 58];
}

public static class M
{
    public static readonly WriteFunction Writing = Write;
    public static readonly ReadFunction Reading = SameReadOnly;

    public static ref int Same(ref int r) => ref r;
    public static ref readonly int SameReadOnly(in int r) => ref r;
    public static ref readonly int SameLocation(ref readonly int r) => ref r;
    public static ref V SameValue(ref V v) => ref v;
    public static ref readonly V SameValueReadOnly(in V v) => ref v;
    public static void Write(ref int r) => r = -1;
    public static void WriteOut(out int r) => r = -1;
    public static void WriteValue(ref V v) => v = default;
    public static int Read(in int r) => r;
    public static int ReadValue(in V v) => v.X;
    public static T Load<T>(ref T r) => r;
    public static void Store<T>(ref T r, T value) => r = value;
    public static void Call<T>(ref T r) where T : IThing => r.Set();
    public static ref readonly int Either(in int a, in int b) { if (Decision.Toss()) { return ref a; } return ref b; }
    public static ReadOnlySpan<int> Span(in int r) => new(in r);
}

public static class Mentions
{
    public static bool Toss() => Decision.Toss();
    public static void MayThrow() => Decision.MayThrow();
    public static Exception AnyException(object o) => (Exception)o;
    public static ref int Same(ref int r) => ref M.Same(ref r);
    public static ref readonly int SameReadOnly(ref int r) => ref M.SameReadOnly(in r);
    public static ref readonly int SameLocation(ref int r) => ref M.SameLocation(in r);
    public static ref V SameValue(ref V v) => ref M.SameValue(ref v);
    public static ref readonly V SameValueReadOnly(ref V v) => ref M.SameValueReadOnly(in v);
    public static void Write(ref int r) => M.Write(ref r);
    public static void WriteOut(out int r) => M.WriteOut(out r);
    public static void WriteValue(ref V v) => M.WriteValue(ref v);
    public static int Read(ref int r) => M.Read(in r);
    public static int ReadValue(ref V r) => M.ReadValue(in r);
    public static int LoadOfT(ref int r) => M.Load<int>(ref r);
    public static void StoreOfT(ref int r, int v) => M.Store<int>(ref r, v);
    public static V LoadOfV(ref V r) => M.Load<V>(ref r);
    public static void StoreOfV(ref V r, V v) => M.Store<V>(ref r, v);
    public static void CallOfV(ref V r) => M.Call<V>(ref r);
    public static ref readonly int Either(ref int a, ref int b) => ref M.Either(in a, in b);
    public static ReadOnlySpan<int> Span(ref int r) => M.Span(in r);
    public static ref readonly int Item(ref ReadOnlySpan<int> s) => ref s[0];
    public static ref readonly int First(ReadOnlySpan<int> s) => ref s.GetPinnableReference();
    public static ReadOnlySpan<int> SpanOfRef(ref int r) => new(in r);
    public static Span<int> WritableSpanOfRef(ref int r) => new(ref r);
    public static ref readonly char Pinnable(string s) => ref s.GetPinnableReference();
    public static void Set(ref V v) => v.Set();
    public static int Get(ref V v) => v.Get();
    public static ref int Ref(ref V v) => ref v.Ref();
    public static ref readonly int RefReadOnly(ref V v) => ref v.RefReadOnly();
    public static ref readonly int RefOfF(ref F v) => ref v.Ref();
    public static int GetOfF(ref F v) => v.Get();
    public static void SetOfF(ref F v) => v.Set();
    public static int X(V v) => v.X;
    public static int FixedOfV(V v) => v.Fixed;
    public static int XOfF(F v) => v.X;
    public static int Fixed(Cell c) => c.Fixed;
    public static V FixedValue(Cell c) => c.FixedValue;
    public static int Free(Cell c) => c.Free;
    public static V FreeValue(Cell c) => c.FreeValue;
    public static int StaticFixed() => Statics.Fixed;
    public static V StaticFixedValue() => Statics.Fixed2;
    public static int StaticFree() => Statics.Free;
    public static V StaticFreeValue() => Statics.FreeValue;
    public static object Box() => Statics.Box;
    public static object BoxedNumber() => Statics.BoxedNumber;
    public static int[] Array() => Statics.Array;
    public static Guid Empty() => Guid.Empty;
    public static Cell TheCell() => Statics.Cell;
    public static ref readonly int R(Holder h) => ref h.R;
    public static ref int W(Holder h) => ref h.W;
    public static ref readonly V HeldV(Holder h) => ref h.V;
    public static Holder HolderOf(ref int r) => new(in r);
    public static void ISet(IThing t) => t.Set();
    public static int IGet(IThing t) => t.Get();
    public static int Int(object o) => (int)o;
    public static V VType(object o) => (V)o;
    public static F FType(object o) => (F)o;
    public static char Char(object o) => (char)o;
    public static WriteFunction Writing() => M.Writing;
    public static ReadFunction Reading() => M.Reading;
    public static void InvokeWrite(WriteFunction f, ref int r) => f(ref r);
    public static ref readonly int InvokeRead(ReadFunction f, ref int r) => ref f(in r);
}

public static class Templates
{
    public static void OfVoid(in int a, in V b, ref readonly int c, ReadOnlySpan<int> d, ref V e, object f, Holder g, Cell h, in F i, ref int j)
    {
        ref int l0 = ref j; ref V l1 = ref e; V l2 = default; int l3 = 0; ReadOnlySpan<int> l4 = d; Holder l5 = g; F l6 = default;
        l2 = l1;
    }

    public static ref int OfRef(in int a, in V b, ref readonly int c, ReadOnlySpan<int> d, ref V e, object f, Holder g, Cell h, in F i, ref int j)
    {
        ref int l0 = ref j; ref V l1 = ref e; V l2 = default; int l3 = 0; ReadOnlySpan<int> l4 = d; Holder l5 = g; F l6 = default;
        l2 = l1;
        return ref j;
    }
}

public static class Driver
{
    private delegate void OfVoid(in int a, in V b, ref readonly int c, ReadOnlySpan<int> d, ref V e, object f, Holder g, Cell h, in F i, ref int j);
    private delegate ref int OfRef(in int a, in V b, ref readonly int c, ReadOnlySpan<int> d, ref V e, object f, Holder g, Cell h, in F i, ref int j);

    private static readonly object Warm = new object[] { Statics.Fixed, Statics.Cell };

    public static string? Run(System.Reflection.MethodBase method) => Ways.All(() => Once((System.Reflection.MethodInfo)method));

    private static void Once(System.Reflection.MethodInfo method)
    {
        int a = 41, c = 42, j = 43;
        V b = new(44), e = new(45);
        var i = new F(46);
        ReadOnlySpan<int> d = [47, 48];
        object f = new V(49);
        var held = 50;
        var g = new Holder(in held);
        try
        {
            if (method.ReturnType == typeof(void))
            {
                method.CreateDelegate<OfVoid>()(in a, in b, ref c, d, ref e, f, g, Statics.Cell, in i, ref j);
            }
            else
            {
                // Whoever is given a writable reference writes.
                ref var result = ref method.CreateDelegate<OfRef>()(in a, in b, ref c, d, ref e, f, g, Statics.Cell, in i, ref j);
                if (!Unsafe.IsNullRef(ref result))
                {
                    result = -1;
                }
            }
        }
        finally
        {
            Expect(a, 41, "in int a");
            Expect(c, 42, "ref readonly int c");
            Expect(b.X, 44, "in V b");
            Expect(b.Fixed, 44, "in V b");
            Expect(i.X, 46, "in F i");
            Expect(d[0], 47, "d[0]");
            Expect(((V)f).X, 49, "boxed V f");
            Expect(held, 50, "what g.R leads to");
            Expect(Opaque(in Statics.Fixed), 51, "Statics.Fixed");
            Expect(Opaque(in Statics.Fixed2.X), 52, "Statics.Fixed2");
            Expect(((V)Statics.Box).X, 55, "Statics.Box");
            Expect((int)Statics.BoxedNumber, 56, "Statics.BoxedNumber");
            Expect(Opaque(in Statics.Cell.Fixed), 61, "Cell.Fixed");
            Expect(Opaque(in Statics.Cell.FixedValue.X), 62, "Cell.FixedValue");
            Expect("literal"[0], 'l', "a literal");
            if (Guid.Empty != new Guid(new byte[16]))
            {
                Violation.Tell("Guid.Empty has changed");
            }
        }
    }

    // Initialised readonly statics are constants to the JIT; read them as they are.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Opaque(in int r) => r;

    private static void Expect(int value, int expected, string what)
    {
        if (value != expected)
        {
            Violation.Tell($"{what} is {value}, and was {expected}");
        }
    }
}

/*
ldarg.0
ldarg.1
ldarg.2
ldarga.s 3
ldarg.3
ldarg.s 4
ldarg.s 5
ldarg.s 6
ldarg.s 7
ldarg.s 8
ldarg.s 9
ldloc.0
ldloc.1
ldloc.2
ldloca.s 2
ldloc.s 5
ldloca.s 3
stloc.0
stloc.1
stloc.2
stloc.s 5
starg.s 9
starg.s 4
starg.s 0
dup
ldsflda StaticFixed
ldsflda StaticFixedValue
ldsflda StaticFreeValue
ldsflda Empty
ldsfld Box
ldsfld BoxedNumber
ldstr "literal"
ldsfld Array; ldc.i4.0; ldelema Int
ldsfld Array; ldc.i4.0; readonly.; ldelema Int
ldfld R
ldfld W
ldfld HeldV
stfld R
stfld W
stfld HeldV
ldflda X
ldflda XOfF
ldflda FixedOfV
ldflda Fixed
ldflda FixedValue
ldflda FreeValue
ldc.i4.m1; stfld X
ldc.i4.m1; stfld FixedOfV
ldc.i4.m1; stfld Fixed
ldc.i4.m1; stind.i4
ldc.i4.m1; stind.i2
ldc.i4.m1; stobj Int
ldloc.2; stobj VType
ldloc.2; stfld FixedValue
initobj Int
initobj VType
initobj FType
cpobj VType
cpobj Int
unbox VType
unbox Int
unbox FType
call Same
call SameReadOnly
call SameLocation
call SameValue
call SameValueReadOnly
call Write
call WriteOut
call WriteValue
call Read
call ReadValue
call Either
call Span
call First
ldc.i4.0; call Item
newobj SpanOfRef
newobj WritableSpanOfRef
newobj HolderOf
call Pinnable
call Set
call Get
call Ref
call RefReadOnly
call RefOfF
call GetOfF
call SetOfF
ldc.i4.m1; call StoreOfT
ldloc.2; call StoreOfV
call CallOfV
constrained. VType; callvirt ISet
constrained. FType; callvirt ISet
constrained. VType; callvirt IGet
callvirt ISet
ldsfld Writing; ldarg.s 9; callvirt InvokeWrite
ldsfld Writing; ldarg.s 0; callvirt InvokeWrite
ldsfld Reading; ldarg.s 0; callvirt InvokeRead
*/
