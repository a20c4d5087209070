using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

// Objects, numbers and arrays: every object is what the static type of its place says.

public interface IThing
{
    A Make();
}

public interface ISource<out T>
{
    T Give();
}

public interface ISink<in T>
{
    void Take(T value);
}

public class A : IThing, ISource<A>
{
    public long Number = 0x1234_5678;
    public object Held = "held";
    public A Make() { Check.This<A>(this); return this; }
    public A Give() { Check.This<A>(this); return this; }
    public virtual A Virtual(A other) { Check.This<A>(this); Check.This<A>(other); return other; }
}

public class B : A, ISink<A>, ISource<B>
{
    public string Text = "text";
    public override A Virtual(A other) { Check.This<B>(this); Check.This<A>(other); return this; }
    B ISource<B>.Give() { Check.This<B>(this); return this; }
    public void Take(A value) { Check.This<B>(this); Check.This<A>(value); }
    public string Own() { Check.This<B>(this); return Text; }
}

public sealed class C : A, ISource<string>
{
    public int[] Numbers = [1, 2, 3];
    string ISource<string>.Give() { Check.This<C>(this); return "given"; }
    public int[] Own() { Check.This<C>(this); return Numbers; }
}

public enum Color
{
    Red,
}

public struct V : IThing
{
    public object O;
    public A Make() => new();
}

public class Box<T>
{
    public T? Value;
    public T? Get() { Check.This<Box<T>>(this); return Value; }
}

public static class Check
{
    public static void This<T>(object? value) => Violation.Expect<T>(value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Array<T>(T[]? value)
    {
        This<T[]>(value);
        if (value is not null && value.Length > 100)
        {
            Violation.Tell($"an array of {value.Length}");
        }

        if (value is not null && !typeof(T).IsValueType)
        {
            foreach (var element in value)
            {
                This<T>(element);
            }
        }
    }
}

public static class W
{
    public static A TakeA(A a) { Check.This<A>(a); return a; }
    public static B TakeB(B b) { Check.This<B>(b); return b; }
    public static object TakeObject(object o) { Check.This<object>(o); return o; }
    public static string TakeString(string s) { Check.This<string>(s); return s; }
    public static int TakeInt(int i) => i;
    public static A[] TakeAs(A[] a) { Check.Array(a); return a; }
    public static B[] TakeBs(B[] b) { Check.Array(b); return b; }
    public static object[] TakeObjects(object[] o) { Check.Array(o); return o; }
    public static int[] TakeInts(int[] i) { Check.Array(i); return i; }
    public static IThing TakeThing(IThing t) { Check.This<object>(t); if (t is not null) { Check.This<A>(t.Make()); } return t; }
    public static ISource<A> TakeSource(ISource<A> s) { if (s is not null) { Check.This<ISource<A>>(s); Check.This<A>(s.Give()); } return s; }
    public static ISink<B> TakeSink(ISink<B> s) { if (s is not null) { Check.This<ISink<B>>(s); s.Take(new B()); } return s; }
    public static void ByRefA(ref A a) { Check.This<A>(a); a = new A(); }
    public static void ByRefObject(ref object o) { Check.This<object>(o); o = "stored"; }
    public static V TakeV(V v) { Check.This<object>(v.O); return v; }
    public static T Same<T>(T value) { Check.This<T>(value); return value; }
    public static T Cast<T>(object o) where T : class => (o as T)!;
    public static IEnumerable<A> TakeMany(IEnumerable<A> many) { if (many is not null) { foreach (var one in many) { Check.This<A>(one); } } return many; }
    public static IList<A> TakeList(IList<A> many) { if (many is not null) { foreach (var one in many) { Check.This<A>(one); } } return many; }
}

public static class Mentions
{
    public static bool Toss() => Decision.Toss();
    public static void MayThrow() => Decision.MayThrow();
    public static Exception AnyException(object o) => (Exception)o;
    public static A NewA() => new();
    public static B NewB() => new();
    public static C NewC() => new();
    public static object NewObject() => new();
    public static A AType(object o) => (A)o;
    public static B BType(object o) => (B)o;
    public static C CType(object o) => (C)o;
    public static object ObjectType(string[] o) => new object[0];
    public static string StringType(object o) => (string)o;
    public static int Int(object o) => (int)o;
    public static long Long(object o) => (long)o;
    public static V VType(object o) => (V)o;
    public static Color ColorType(object o) => (Color)o;
    public static IThing ThingType(object o) => (IThing)o;
    public static ISource<A> SourceType(object o) => (ISource<A>)o;
    public static A[] As(object o) => (A[])o;
    public static B[] Bs(object o) => (B[])o;
    public static object[] Objects(object o) => (object[])o;
    public static int[] Ints(object o) => (int[])o;
    public static uint[] UInts(object o) => (uint[])o;
    public static A TakeA(A a) => W.TakeA(a);
    public static B TakeB(B b) => W.TakeB(b);
    public static object TakeObject(object o) => W.TakeObject(o);
    public static string TakeString(string s) => W.TakeString(s);
    public static int TakeInt(int i) => W.TakeInt(i);
    public static A[] TakeAs(A[] a) => W.TakeAs(a);
    public static B[] TakeBs(B[] b) => W.TakeBs(b);
    public static object[] TakeObjects(object[] o) => W.TakeObjects(o);
    public static int[] TakeInts(int[] i) => W.TakeInts(i);
    public static IThing TakeThing(IThing t) => W.TakeThing(t);
    public static ISource<A> TakeSource(ISource<A> t) => W.TakeSource(t);
    public static ISink<B> TakeSink(ISink<B> t) => W.TakeSink(t);
    public static void ByRefA(ref A a) => W.ByRefA(ref a);
    public static void ByRefObject(ref object o) => W.ByRefObject(ref o);
    public static V TakeV(V v) => W.TakeV(v);
    public static A SameA(A a) => W.Same<A>(a);
    public static int SameInt(int a) => W.Same<int>(a);
    public static A CastA(object o) => W.Cast<A>(o);
    public static string CastString(object o) => W.Cast<string>(o);
    public static IEnumerable<A> TakeMany(IEnumerable<A> t) => W.TakeMany(t);
    public static IList<A> TakeList(IList<A> t) => W.TakeList(t);
    public static A Virtual(A a, A o) => a.Virtual(o);
    public static string OwnB(B b) => b.Own();
    public static int[] OwnC(C c) => c.Own();
    public static A Make(IThing t) => t.Make();
    public static A GiveA(ISource<A> s) => s.Give();
    public static B GiveB(ISource<B> s) => s.Give();
    public static string GiveString(ISource<string> s) => s.Give();
    public static object GiveObject(ISource<object> s) => s.Give();
    public static void TakeOfB(ISink<B> s, B b) => s.Take(b);
    public static long Number(A a) => a.Number;
    public static object Held(A a) => a.Held;
    public static string Text(B b) => b.Text;
    public static int[] Numbers(C c) => c.Numbers;
    public static object O(V v) => v.O;
    public static string Describe(object o) => o.ToString()!;
    public static Type TypeOf(object o) => o.GetType();
    public static int Length(string s) => s.Length;
    public static Box<A> NewBox() => new();
    public static A BoxGet(Box<A> b) => b.Get()!;
    public static A BoxValue(Box<A> b) => b.Value!;
}

public static class Templates
{
    public static A OfA(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n)
    {
        object l0 = null!; A l1 = null!; int l2 = 0; V l3 = default; A[] l4 = null!; IThing l5 = null!;
        return null!;
    }

    public static string OfString(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n)
    {
        object l0 = null!; A l1 = null!; int l2 = 0; V l3 = default; A[] l4 = null!; IThing l5 = null!;
        return null!;
    }

    public static object OfObject(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n)
    {
        object l0 = null!; A l1 = null!; int l2 = 0; V l3 = default; A[] l4 = null!; IThing l5 = null!;
        return null!;
    }

    public static int[] OfInts(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n)
    {
        object l0 = null!; A l1 = null!; int l2 = 0; V l3 = default; A[] l4 = null!; IThing l5 = null!;
        return null!;
    }

    public static ref A OfRefA(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n)
    {
        object l0 = null!; A l1 = null!; int l2 = 0; V l3 = default; A[] l4 = null!; IThing l5 = null!;
        return ref m;
    }
}

public static class Driver
{
    private delegate T Of<T>(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n);
    private delegate ref A OfRefA(object a, A b, B c, int d, string e, A[] f, object[] g, IThing h, V i, int[] j, ISource<A> k, long l, ref A m, ref object n);

    public static string? Run(System.Reflection.MethodBase method)
    {
        var program = (System.Reflection.MethodInfo)method;
        return Ways.All(() => Once(program, 0)) ?? Ways.All(() => Once(program, 1)) ?? Ways.All(() => Once(program, 2));
    }

    private static void Once(System.Reflection.MethodInfo method, int variant)
    {
        object a = variant switch { 0 => "an object", 1 => new B(), _ => 0x7777 };
        A b = variant switch { 0 => new A(), 1 => new C(), _ => new B() };
        var c = new B();
        A[] f = variant switch { 0 => [new A(), new B()], 1 => new B[] { new() }, _ => new C[] { new() } };
        object[] g = variant switch { 0 => ["x", 1], 1 => new string[] { "s" }, _ => f };
        IThing h = variant switch { 0 => new A(), 1 => new V(), _ => new B() };
        var i = new V { O = variant == 0 ? "o" : new C() };
        int[] j = variant switch { 0 => [1, 2], 1 => (int[])(object)new uint[] { 3, 4 }, _ => (int[])(object)new Color[] { Color.Red, Color.Red } };
        ISource<A> k = variant == 0 ? new A() : new B();
        A m = b;
        object n = a;
        var (d, l) = (0x5a5a, 0x5a5a_5a5a_5a5aL);
        try
        {
            switch (method.ReturnType.Name)
            {
                case "A":
                    Check.This<A>(method.CreateDelegate<Of<A>>()(a, b, c, d, "e", f, g, h, i, j, k, l, ref m, ref n));
                    break;
                case "String":
                    Check.This<string>(method.CreateDelegate<Of<string>>()(a, b, c, d, "e", f, g, h, i, j, k, l, ref m, ref n));
                    break;
                case "Object":
                    Check.This<object>(method.CreateDelegate<Of<object>>()(a, b, c, d, "e", f, g, h, i, j, k, l, ref m, ref n));
                    break;
                case "Int32[]":
                    Check.Array(method.CreateDelegate<Of<int[]>>()(a, b, c, d, "e", f, g, h, i, j, k, l, ref m, ref n));
                    break;
                default:
                    ref var result = ref method.CreateDelegate<OfRefA>()(a, b, c, d, "e", f, g, h, i, j, k, l, ref m, ref n);
                    if (!Unsafe.IsNullRef(ref result))
                    {
                        Check.This<A>(result);
                        result = new A();
                    }

                    break;
            }
        }
        finally
        {
            Check.This<A>(m);
            Check.This<object>(n);
            Check.Array(f);
            if (f is B[] bs)
            {
                foreach (object? element in bs)
                {
                    if (element is not null && element.GetType() != typeof(B)) { Violation.Tell($"a {element.GetType()} in a B[]"); }
                }
            }

            if (g is string[])
            {
                foreach (var element in g)
                {
                    if (element is not null && element.GetType() != typeof(string)) { Violation.Tell($"a {element.GetType()} in a string[]"); }
                }
            }

            foreach (var holder in new[] { b, c })
            {
                Check.This<object>(holder.Held);
                if (holder is B held) { Check.This<string>(held.Text); }
                if (holder is C numbered) { Check.Array(numbered.Numbers); }
            }
        }
    }
}

/*
ldnull
ldc.i4.5
ldc.i8 81985529216486895
ldstr "literal"
newobj NewA
newobj NewB
newobj NewC
ldarg.0
ldarg.1
ldarg.2
ldarg.3
ldarg.s 4
ldarg.s 5
ldarg.s 6
ldarg.s 7
ldarg.s 8
ldarg.s 9
ldarg.s 10
ldarg.s 11
ldarg.s 12
ldarg.s 13
ldloca.s 0
ldloca.s 1
ldloca.s 3
ldloc.0
ldloc.1
ldloc.2
stloc.0
stloc.1
stloc.2
stloc.s 4
stloc.s 5
starg.s 0
starg.s 1
starg.s 4
dup
pop
conv.i
conv.i8
conv.u4
add
ceq
box Int
box VType
box ColorType
unbox Int
unbox VType
unbox.any Int
unbox.any StringType
unbox.any VType
castclass AType
castclass StringType
castclass ThingType
castclass Ints
castclass As
isinst BType
isinst ObjectType
isinst Int
isinst SourceType
ldind.ref
stind.ref
ldind.i4
ldind.i8
ldind.i
stind.i4
stind.i
ldobj AType
ldobj BType
ldobj ObjectType
ldobj Int
stobj AType
stobj BType
stobj ObjectType
cpobj AType
cpobj ObjectType
initobj AType
initobj VType
ldc.i4.1; newarr AType
ldc.i4.1; newarr BType
ldc.i4.1; newarr Int
ldc.i4.0; ldelem.ref
ldc.i4.0; ldelem.i4
ldc.i4.0; ldelem.u4
ldc.i4.0; ldelem.i8
ldc.i4.0; ldelem AType
ldc.i4.0; ldelem ObjectType
ldc.i4.0; ldelem Int
ldc.i4.0; ldelema AType
ldc.i4.0; ldelema ObjectType
ldc.i4.0; readonly.; ldelema ObjectType
ldc.i4.0; ldelema Int
ldc.i4.0; ldarg.0; stelem.ref
ldc.i4.0; ldarg.1; stelem.ref
ldc.i4.0; ldarg.1; stelem AType
ldc.i4.0; ldarg.0; stelem ObjectType
ldc.i4.0; ldarg.s 4; stelem ObjectType
ldc.i4.0; ldarg.3; stelem.i4
ldlen
call TakeA
call TakeB
call TakeObject
call TakeString
call TakeInt
call TakeAs
call TakeBs
call TakeObjects
call TakeInts
call TakeThing
call TakeSource
call TakeSink
call TakeMany
call TakeList
call TakeV
call SameA
call SameInt
call CastA
call CastString
call ByRefA
call ByRefObject
ldarg.1; callvirt Virtual
callvirt OwnB
call OwnB
call OwnC
callvirt Make
callvirt GiveA
callvirt GiveB
callvirt GiveString
callvirt GiveObject
ldarg.2; callvirt TakeOfB
constrained. AType; callvirt Describe
constrained. VType; callvirt Make
constrained. VType; callvirt Describe
constrained. Int; callvirt Describe
callvirt Describe
call TypeOf
call Length
ldfld Number
ldfld Held
ldfld Text
ldfld Numbers
ldfld O
ldflda Number
ldflda Held
ldflda Text
ldflda O
ldarg.0; stfld Held
ldarg.s 4; stfld Text
ldarg.s 11; stfld Number
ldarg.0; stfld O
newobj NewBox; ldfld BoxValue
newobj NewBox; callvirt BoxGet
ldtoken AType
*/
