using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// References and ref structs: what a program returns, or stores where its caller sees it, must outlive it.

public interface IHolds
{
    ref int Get();
    void Put(Span<int> span);
}

public ref struct Holder : IHolds
{
    public ref int R;
    public Span<int> S;
    public int N;

    public Holder(ref int r) { R = ref r; }
    public Holder(Span<int> s) { S = s; }
    public ref int Get() => ref R;
    public void Put(Span<int> span) => S = span;
    [UnscopedRef] public ref int Own() => ref N;
    public void Set([UnscopedRef] ref int r) => R = ref r;
    public void Take(Holder other) => this = other;
    public readonly Span<int> Span => S;
}

public sealed class Cell
{
    public int Value = 11;
}

public delegate ref int RefFunction(ref int r);

public static class W
{
    public static int Static = 12;
    public static readonly int[] Array = [13, 14, 15];
    public static readonly Cell Cell = new();
    public static readonly object Boxed = 16;
    public static readonly int?[] Nullables = [null];
    public static readonly RefFunction Function = Id;

    public static ref int Id(ref int r) => ref r;
    public static ref int IdScoped(scoped ref int r) => ref Static;
    public static ref int Either(ref int a, ref int b) { if (Decision.Toss()) { return ref a; } return ref b; }
    public static Span<int> Of(ref int r) => new(ref r);
    public static Span<int> Same(Span<int> s) => s;
    public static Span<int> Scoped(scoped Span<int> s) => default;
    public static ref int First(Span<int> s) => ref s[0];
    public static ref int FirstOf(ref Span<int> s) => ref s[0];
    public static void Assign(ref Span<int> to, Span<int> from) => to = from;
    public static void AssignOut(out Span<int> to, Span<int> from) => to = from;
    public static void AssignOutRef(out Span<int> to, ref int r) => to = new(ref r);
    public static void AssignUnscoped(ref Span<int> to, [UnscopedRef] ref int r) => to = new(ref r);
    public static void Swap(ref Span<int> a, ref Span<int> b) { var t = a; a = b; b = t; }
    public static ref Span<int> IdSpan(ref Span<int> s) => ref s;
    public static Span<int> Load(ref Span<int> s) => s;
    public static Span<int> LoadIn(in Span<int> s) => s;
    public static void SetHolder(ref Holder to, Holder from) => to = from;
    public static ref Holder IdHolder(ref Holder h) => ref h;
    public static ref int OutUnscoped([UnscopedRef] out int r) { r = 0; return ref r; }
    public static T Same<T>(T value) where T : allows ref struct => value;
    public static void Assign<T>(ref T to, T from) where T : allows ref struct => to = from;
    public static ref Span<int> SpanIn(ref Holder h) => ref h.S;
    public static Holder Make(ref int r, Span<int> s) => new(ref r) { S = s };
}

public static class Mentions
{
    public static bool Toss() => Decision.Toss();
    public static void MayThrow() => Decision.MayThrow();
    public static Exception AnyException(object o) => (Exception)o;
    public static object AnyObject(string[] o) => new object[0];
    public static ref int Id(ref int r) => ref W.Id(ref r);
    public static ref int IdScoped(scoped ref int r) => ref W.IdScoped(ref r);
    public static ref int Either(ref int a, ref int b) => ref W.Either(ref a, ref b);
    public static Span<int> Of(ref int r) => W.Of(ref r);
    public static Span<int> Same(Span<int> s) => W.Same(s);
    public static Span<int> Scoped(Span<int> s) => W.Scoped(s);
    public static ref int First(Span<int> s) => ref W.First(s);
    public static ref int FirstOf(ref Span<int> s) => ref W.FirstOf(ref s);
    public static void Assign(ref Span<int> to, Span<int> from) => W.Assign(ref to, from);
    public static void AssignOut(out Span<int> to, Span<int> from) => W.AssignOut(out to, from);
    public static void AssignOutRef(out Span<int> to, ref int r) => W.AssignOutRef(out to, ref r);
    public static void AssignUnscoped(ref Span<int> to, [UnscopedRef] ref int r) => W.AssignUnscoped(ref to, ref r);
    public static void Swap(ref Span<int> a, ref Span<int> b) => W.Swap(ref a, ref b);
    public static ref Span<int> IdSpan(ref Span<int> s) => ref W.IdSpan(ref s);
    public static Span<int> Load(ref Span<int> s) => W.Load(ref s);
    public static Span<int> LoadIn(ref Span<int> s) => W.LoadIn(in s);
    public static void SetHolder(ref Holder to, Holder from) => W.SetHolder(ref to, from);
    public static ref Holder IdHolder(ref Holder h) => ref W.IdHolder(ref h);
    public static ref int OutUnscoped([UnscopedRef] out int r) => ref W.OutUnscoped(out r);
    public static Span<int> SameOfT(Span<int> s) => W.Same<Span<int>>(s);
    public static void AssignOfT(ref Span<int> to, Span<int> from) => W.Assign<Span<int>>(ref to, from);
    public static ref Span<int> SpanIn(ref Holder h) => ref W.SpanIn(ref h);
    public static Holder Make(ref int r, Span<int> s) => W.Make(ref r, s);
    public static Span<int> SpanOfRef(ref int r) => new(ref r);
    public static Span<int> SpanOfArray(int[] a) => new(a);
    public static ref int Item(ref Span<int> s) => ref s[0];
    public static Span<int> Slice(ref Span<int> s) => s.Slice(0);
    public static void Clear(ref Span<int> s) => s.Clear();
    public static Holder HolderOfRef(ref int r) => new(ref r);
    public static Holder HolderOfSpan(Span<int> s) => new(s);
    public static ref int R(Holder h) => ref h.R;
    public static Span<int> S(Holder h) => h.S;
    public static int N(Holder h) => h.N;
    public static ref int Get(ref Holder h) => ref h.Get();
    public static void Put(ref Holder h, Span<int> s) => h.Put(s);
    public static ref int Own(ref Holder h) => ref h.Own();
    public static void Set(ref Holder h, [UnscopedRef] ref int r) => h.Set(ref r);
    public static void Take(ref Holder h, Holder o) => h.Take(o);
    public static Span<int> GetSpan(ref Holder h) => h.Span;
    public static int Static() => W.Static;
    public static int[] Array() => W.Array;
    public static Cell TheCell() => W.Cell;
    public static object Boxed() => W.Boxed;
    public static int? NullableInt(object o) => (int?)o;
    public static int Value(Cell c) => c.Value;
    public static RefFunction Function() => W.Function;
    public static ref int Invoke(RefFunction f, ref int r) => ref f(ref r);
    public static ref int IGet<T>(ref T h) where T : IHolds, allows ref struct => ref Lent<T>(ref h).Get();
    private static ref T Lent<T>(ref T h) where T : allows ref struct => ref h;
    public static int Int(object o) => (int)o;
    public static unsafe int SpanType() => sizeof(Span<int>);
    public static unsafe int HolderType() => sizeof(Holder);
}

public static class Templates
{
    public static ref int OfRef(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h)
    {
        int l0 = 1; Span<int> l1 = default; Holder l2 = default; ref int l3 = ref a; ref Span<int> l4 = ref e; ref Holder l5 = ref f; Span<int> l6 = default;
        g = l1;
        return ref a;
    }

    public static Span<int> OfSpan(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h)
    {
        int l0 = 1; Span<int> l1 = default; Holder l2 = default; ref int l3 = ref a; ref Span<int> l4 = ref e; ref Holder l5 = ref f; Span<int> l6 = default;
        g = l1;
        return c;
    }

    public static void OfVoid(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h)
    {
        int l0 = 1; Span<int> l1 = default; Holder l2 = default; ref int l3 = ref a; ref Span<int> l4 = ref e; ref Holder l5 = ref f; Span<int> l6 = default;
        g = l1;
    }

    public static Holder OfHolder(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h)
    {
        int l0 = 1; Span<int> l1 = default; Holder l2 = default; ref int l3 = ref a; ref Span<int> l4 = ref e; ref Holder l5 = ref f; Span<int> l6 = default;
        g = l1;
        return l2;
    }

    public static ref Span<int> OfRefSpan(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h)
    {
        int l0 = 1; Span<int> l1 = default; Holder l2 = default; ref int l3 = ref a; ref Span<int> l4 = ref e; ref Holder l5 = ref f; Span<int> l6 = default;
        g = l1;
        return ref e;
    }

    public static ref readonly int? OfRefNullable(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h)
    {
        int l0 = 1; Span<int> l1 = default; Holder l2 = default; ref int l3 = ref a; ref Span<int> l4 = ref e; ref Holder l5 = ref f; Span<int> l6 = default;
        g = l1;
        return ref W.Nullables[0];
    }
}

public static unsafe class Driver
{
    private delegate ref int OfRef(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h);
    private delegate Span<int> OfSpan(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h);
    private delegate void OfVoid(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h);
    private delegate Holder OfHolder(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h);
    private delegate ref Span<int> OfRefSpan(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h);
    private delegate ref readonly int? OfRefNullable(ref int a, scoped ref int b, Span<int> c, scoped Span<int> d, ref Span<int> e, ref Holder f, out Span<int> g, scoped ref Holder h);

    // Where a reference may lead, from the shortest promise on.
    private const int Kept = 0, Returned = 1;

    private static readonly Cell[] Cells = [new(), new(), new(), new()];

    public static string? Run(System.Reflection.MethodBase method) => Ways.All(() => Once((System.Reflection.MethodInfo)method));

    private static Frame* Current;

    private struct Frame
    {
        public nint A, B, C, CEnd, D, DEnd, F, FEnd, H, HEnd, E, Top;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Once(System.Reflection.MethodInfo method)
    {
        int a = 1, b = 2;
        Span<int> c = stackalloc int[3] { 3, 4, 5 };
        Span<int> d = stackalloc int[3] { 6, 7, 8 };
        Span<int> e = new int[] { 9, 10 };
        Span<int> g = default;
        var f = new Holder(ref Cells[0].Value) { S = new int[] { 21, 22 }, N = 23 };
        var h = new Holder(ref Cells[1].Value) { S = new int[] { 24, 25 }, N = 26 };
        var frame = new Frame
        {
            A = (nint)(&a), B = (nint)(&b),
            C = At(ref c[0]), CEnd = At(ref c[0]) + 12, D = At(ref d[0]), DEnd = At(ref d[0]) + 12,
            F = At(ref f.N), FEnd = At(ref f.N) + 4, H = At(ref h.N), HEnd = At(ref h.N) + 4,
#pragma warning disable CS8500
            E = (nint)(&e), Top = (nint)(&a),
#pragma warning restore CS8500
        };
        Current = &frame;
        switch (method.ReturnType.IsByRef, method.ReturnType.Name)
        {
            case (true, "Int32&"):
                Check(ref ((OfRef)Make(typeof(OfRef)))(ref a, ref b, c, d, ref e, ref f, out g, ref h), Returned, "the returned reference");
                break;
            case (true, "Nullable`1&"):
                ref readonly var nullable = ref ((OfRefNullable)Make(typeof(OfRefNullable)))(ref a, ref b, c, d, ref e, ref f, out g, ref h);
                if (!Unsafe.IsNullRef(in nullable))
                {
                    Check(ref Unsafe.As<int?, int>(ref Unsafe.AsRef(in nullable)), Returned, "the returned reference");
                }

                break;
            case (true, _):
                ref var returned = ref ((OfRefSpan)Make(typeof(OfRefSpan)))(ref a, ref b, c, d, ref e, ref f, out g, ref h);
                Check(returned, Returned, "what the returned reference leads to");
                break;
            case (false, "Void"):
                ((OfVoid)Make(typeof(OfVoid)))(ref a, ref b, c, d, ref e, ref f, out g, ref h);
                break;
            case (false, "Holder"):
                var holder = ((OfHolder)Make(typeof(OfHolder)))(ref a, ref b, c, d, ref e, ref f, out g, ref h);
                Check(ref holder.R, Returned, "R of the returned value");
                Check(holder.S, Returned, "S of the returned value");
                break;
            default:
                Check(((OfSpan)Make(typeof(OfSpan)))(ref a, ref b, c, d, ref e, ref f, out g, ref h), Returned, "the returned span");
                break;
        }

        Check(e, Kept, "the span behind e");
        Check(ref f.R, Kept, "f.R");
        Check(f.S, Kept, "f.S");
        Check(ref h.R, Kept, "h.R");
        Check(h.S, Kept, "h.S");
        Check(g, Returned, "the span behind g");
        if (c.Length != 3 || d.Length != 3)
        {
            Violation.Tell("arguments of the caller are damaged");
        }

        Delegate Make(Type type) => method.CreateDelegate(type);
    }

    private static nint At(ref int r) => (nint)Unsafe.AsPointer(ref r);

    private static void Check(Span<int> span, int promise, string what)
    {
        if (span.Length is < 0 or > 16)
        {
            Violation.Tell($"{what} has the length {span.Length}");
        }
        else if (span.Length > 0)
        {
            Check(ref span[0], promise, what);
            Check(ref span[^1], promise, what);
        }
    }

    private static void Check(ref int r, int promise, string what)
    {
        var address = At(ref r);
        var frame = Current;
        if (address == 0)
        {
            return;
        }

        // The stack of the thread is 16 MB; nothing of the heap is so near.
        if (address < frame->Top - (16 << 20) || address > frame->Top + (1 << 20))
        {
            if (Math.Abs((long)r) > 1000)
            {
                Violation.Tell($"{what} leads to no number of ours: {r}");
            }

            return;
        }

        var place = address == frame->A ? "a" : address == frame->B ? "b"
            : address >= frame->C && address < frame->CEnd ? "c"
            : address >= frame->D && address < frame->DEnd ? "d"
            : address >= frame->F && address < frame->FEnd ? "f"
            : address >= frame->H && address < frame->HEnd ? "h"
            : "a frame that is gone";
        if (!(place == "c" || (promise == Returned && place is "a" or "f")))
        {
            Violation.Tell($"{what} leads to {place}");
        }
    }
}

/*
ldarg.0
ldarg.1
ldarg.2
ldarg.3
ldarg.s 4
ldarg.s 5
ldarg.s 6
ldarg.s 7
ldloc.1
ldloc.2
ldloc.3
ldloc.s 4
ldloc.s 5
ldloca.s 0
ldloca.s 1
ldloca.s 2
ldloca.s 6
ldarga.s 2
ldarga.s 3
stloc.1
stloc.2
stloc.3
stloc.s 4
stloc.s 5
starg.s 0
starg.s 2
starg.s 3
starg.s 4
dup
ldsflda Static
ldsfld Array; ldc.i4.1; ldelema Int
ldsfld TheCell; ldflda Value
ldsfld Boxed; unbox NullableInt
ldsfld Boxed; unbox Int
ldsfld Array; newobj SpanOfArray
call Id
call IdScoped
call Either
call Of
call Same
call Scoped
call First
call FirstOf
call Assign
call AssignOut
call AssignOutRef
call AssignUnscoped
call Swap
call IdSpan
call Load
call LoadIn
call SetHolder
call IdHolder
call OutUnscoped
call SameOfT
call AssignOfT
call SpanIn
call Make
newobj SpanOfRef
newobj HolderOfRef
newobj HolderOfSpan
call SpanOfRef
call HolderOfRef
ldc.i4.0; call Item
call Clear
ldfld R
ldfld S
ldflda S
ldflda N
stfld R
stfld S
call Get
call Put
call Own
call Set
call Take
call GetSpan
constrained. HolderType; callvirt IGet
stobj SpanType
ldobj SpanType
stobj HolderType
ldobj HolderType
initobj SpanType
initobj HolderType
cpobj SpanType
cpobj HolderType
ldc.i4.7; stind.i4
ldsfld Function; ldarg.0; callvirt Invoke
ldsfld Function; ldloca.s 0; callvirt Invoke
*/
