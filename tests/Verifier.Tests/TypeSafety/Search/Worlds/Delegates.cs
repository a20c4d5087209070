using System;
using System.Runtime.CompilerServices;

// Delegates and the method pointers they are made of: a call gives the method what it asks for and the caller what it expects.

public class A
{
    public int Number = 1;
    public object Instance(string text) { Check.This<A>(this); Check.This<string>(text); return this; }
    public virtual object Virtual(string text) { Check.This<A>(this); Check.This<string>(text); return this; }
    public string Narrow(object value) { Check.This<A>(this); Check.This<object>(value); return "narrow"; }
    public T Generic<T>(T value) { Check.This<A>(this); Check.This<T>(value); return value; }
    public ref int RefOwn(ref int r) { Check.This<A>(this); return ref Number; }
}

public class B : A
{
    public override object Virtual(string text) { Check.This<B>(this); Check.This<string>(text); return text; }
    public object OfB(string text) { Check.This<B>(this); Check.This<string>(text); return this; }
}

public struct V
{
    public int Number;
    public object Instance(string text) { Check.This<string>(text); return "of a value"; }
    public override string ToString() => "a value";
}

public interface IDo
{
    object Do(string text);
}

public sealed class Doer : IDo
{
    public object Do(string text) { Check.This<Doer>(this); Check.This<string>(text); return this; }
}

public delegate object ObjectOfString(string text);
public delegate string StringOfString(string text);
public delegate object ObjectOfA(A a);
public delegate int IntOfInt(int number);
public delegate ref int RefOfRef(ref int r);
public delegate ref int RefOfScoped(scoped ref int r);
public delegate ref readonly int ReadOnlyOfIn(in int r);
public delegate void VoidOfIn(in int r);
public delegate void VoidOfOut(out int r);
public delegate Span<int> SpanOfSpan(Span<int> s);
public delegate Span<int> SpanOfScoped(scoped Span<int> s);
public delegate void Assign(ref Span<int> to, scoped Span<int> from);

public static class Check
{
    public static void This<T>(object? value) => Violation.Expect<T>(value);
}

public static class W
{
    public static int Static = 5;
    public static object Static0(string text) { Check.This<string>(text); return text; }
    public static string OfObject(object value) { Check.This<object>(value); return "of object"; }
    public static string OfA(A a) { Check.This<A>(a); return "of A"; }
    public static object OfB(B b) { Check.This<B>(b); return "of B"; }
    public static object ClosedA(A a, string text) { Check.This<A>(a); Check.This<string>(text); return a; }
    public static object ClosedB(B b, string text) { Check.This<B>(b); Check.This<string>(text); return b; }
    public static object ClosedInt(int number, string text) { Check.This<string>(text); return text; }
    public static object? ClosedObject(object o, string text) { Check.This<object>(o); Check.This<string>(text); return o; }
    public static int Int(int number) => number;
    public static long Long(long number) => number;
    public static uint UInt(uint number) => number;
    public static ref int Id(ref int r) => ref r;
    public static ref int Away(scoped ref int r) => ref Static;
    public static ref readonly int IdIn(in int r) => ref r;
    public static void Write(ref int r) => r = -1;
    public static void WriteOut(out int r) => r = -1;
    public static void Read(in int r) { }
    public static Span<int> Same(Span<int> s) => s;
    public static Span<int> None(scoped Span<int> s) => default;
    public static void Keep(ref Span<int> to, Span<int> from) => to = from;
    public static void Drop(ref Span<int> to, scoped Span<int> from) => to = default;
    public static T Generic<T>(T value) { Check.This<T>(value); return value; }
    public static int TakeNumber(int number) => number;
}

public static class Mentions
{
    public static bool Toss() => Decision.Toss();
    public static void MayThrow() => Decision.MayThrow();
    public static Exception AnyException(object o) => (Exception)o;
    public static A AType(object o) => (A)o;
    public static V VType(object o) => (V)o;
    public static ObjectOfString ObjectOfStringType(object o) => (ObjectOfString)o;
    public static object Instance(A a) => a.Instance("");
    public static object Virtual(A a) => a.Virtual("");
    public static object VirtualOfB(B a) => a.OfB("");
    public static string Narrow(A a) => a.Narrow("");
    public static string GenericOfString(A a) => a.Generic<string>("");
    public static ref int RefOwn(A a, ref int r) => ref a.RefOwn(ref r);
    public static object OfV(ref V v) => v.Instance("");
    public static object Do(IDo d) => d.Do("");
    public static object DoOfDoer(Doer d) => d.Do("");
    public static object Static0() => W.Static0("");
    public static string OfObject() => W.OfObject("");
    public static string OfA() => W.OfA(null!);
    public static object OfB() => W.OfB(null!);
    public static object ClosedA() => W.ClosedA(null!, "");
    public static object ClosedB() => W.ClosedB(null!, "");
    public static object ClosedInt() => W.ClosedInt(1, "");
    public static object? ClosedObject() => W.ClosedObject("", "");
    public static int Int() => W.Int(1);
    public static long Long() => W.Long(1);
    public static uint UInt() => W.UInt(1);
    public static ref int Id(ref int r) => ref W.Id(ref r);
    public static ref int Away(ref int r) => ref W.Away(ref r);
    public static ref readonly int IdIn(ref int r) => ref W.IdIn(in r);
    public static void Write(ref int r) => W.Write(ref r);
    public static void WriteOut(out int r) => W.WriteOut(out r);
    public static void Read(ref int r) => W.Read(in r);
    public static Span<int> Same(Span<int> s) => W.Same(s);
    public static Span<int> None(Span<int> s) => W.None(s);
    public static void Keep(ref Span<int> to, Span<int> from) => W.Keep(ref to, from);
    public static void Drop(ref Span<int> to, Span<int> from) => W.Drop(ref to, from);
    public static string Generic0() => W.Generic<string>("");
    public static int TakeNumber() => W.TakeNumber(1);
    public static ObjectOfString NewObjectOfString() => new(W.Static0);
    public static StringOfString NewStringOfString() => new(W.OfObject);
    public static ObjectOfA NewObjectOfA() => new(W.OfA);
    public static IntOfInt NewIntOfInt() => new(W.Int);
    public static RefOfRef NewRefOfRef() => new(W.Id);
    public static RefOfScoped NewRefOfScoped() => new(W.Away);
    public static ReadOnlyOfIn NewReadOnlyOfIn() => new(W.IdIn);
    public static VoidOfIn NewVoidOfIn() => new(W.Read);
    public static VoidOfOut NewVoidOfOut() => new(W.WriteOut);
    public static SpanOfSpan NewSpanOfSpan() => new(W.Same);
    public static SpanOfScoped NewSpanOfScoped() => new(W.None);
    public static Assign NewAssign() => new(W.Drop);
    public static object InvokeObjectOfString(ObjectOfString d) => d("");
    public static object InvokeObjectOfA(ObjectOfA d, A a) => d(a);
}

public static class Templates
{
    public static Delegate OfDelegate(A a, B b, object c, int d, object e, IDo f, ObjectOfString g)
    {
        ObjectOfString l0 = null!; ObjectOfA l1 = null!; nint l2 = 0; object l3 = null!; A l4 = null!;
        return null!;
    }

    public static object OfObject(A a, B b, object c, int d, object e, IDo f, ObjectOfString g)
    {
        ObjectOfString l0 = null!; ObjectOfA l1 = null!; nint l2 = 0; object l3 = null!; A l4 = null!;
        return null!;
    }
}

public static class Driver
{
    private delegate T Of<T>(A a, B b, object c, int d, object e, IDo f, ObjectOfString g);

    public static string? Run(System.Reflection.MethodBase method)
    {
        var program = (System.Reflection.MethodInfo)method;
        return Ways.All(() => Once(program, new A(), new A())) ?? Ways.All(() => Once(program, new B(), "text"));
    }

    private static void Once(System.Reflection.MethodInfo method, A a, object c)
    {
        ObjectOfString given = W.Static0;
        var made = method.ReturnType == typeof(object)
            ? method.CreateDelegate<Of<object>>()(a, new B(), c, 5, new V(), new Doer(), given)
            : method.CreateDelegate<Of<Delegate>>()(a, new B(), c, 5, new V(), new Doer(), given);
        Check.This<object>(made);
        if (method.ReturnType == typeof(Delegate))
        {
            Check.This<Delegate>(made);
        }

        int number = 1;
        switch (made)
        {
            case ObjectOfString function:
                Check.This<object>(function("text"));
                break;
            case StringOfString function:
                Check.This<string>(function("text"));
                break;
            case ObjectOfA function:
                Check.This<object>(function(new A()));
                break;
            case IntOfInt function:
                function(7);
                break;
            case RefOfRef function:
                function(ref number)++;
                break;
            case RefOfScoped function:
                if (Unsafe.AreSame(ref function(ref number), ref number)) { Violation.Tell("a scoped reference comes back"); }
                break;
            case ReadOnlyOfIn function:
                _ = function(in number);
                if (number != 1) { Violation.Tell("an in argument is written"); }
                break;
            case VoidOfIn function:
                function(in number);
                if (number != 1) { Violation.Tell("an in argument is written"); }
                break;
            case VoidOfOut function:
                function(out number);
                break;
            case SpanOfSpan function:
                _ = function([1, 2]).Length;
                break;
            case SpanOfScoped function:
                if (function([1, 2]).Length != 0) { Violation.Tell("a scoped span comes back"); }
                break;
            case Assign function:
                Span<int> kept = default;
                function(ref kept, [1, 2]);
                if (kept.Length != 0) { Violation.Tell("a scoped span is kept"); }
                break;
        }
    }
}

/*
ldnull
ldarg.0
ldarg.1
ldarg.2
ldarg.3
ldarg.s 5
ldarg.s 6
ldloc.0
ldloc.2
stloc.0
stloc.2
stloc.s 4
ldloc.s 4
dup
pop
conv.i
call TakeNumber
ldftn Instance
ldftn Virtual
ldftn VirtualOfB
ldftn Narrow
ldftn GenericOfString
ldftn RefOwn
ldftn OfV
ldftn Do
ldftn Static0
ldftn OfObject
ldftn OfA
ldftn OfB
ldftn ClosedA
ldftn ClosedB
ldftn ClosedInt
ldftn ClosedObject
ldftn Int
ldftn Long
ldftn Id
ldftn Away
ldftn IdIn
ldftn Write
ldftn Same
ldftn None
ldftn Keep
ldftn Drop
ldvirtftn Virtual
ldvirtftn Instance
ldvirtftn VirtualOfB
ldvirtftn Do
newobj NewObjectOfString
newobj NewStringOfString
newobj NewObjectOfA
newobj NewIntOfInt
newobj NewRefOfRef
newobj NewRefOfScoped
newobj NewReadOnlyOfIn
newobj NewVoidOfIn
newobj NewSpanOfSpan
newobj NewSpanOfScoped
newobj NewAssign
castclass AType
castclass ObjectOfStringType
ldstr "text"; callvirt InvokeObjectOfString
ldarg.0; callvirt InvokeObjectOfA
ldarg.1; callvirt InvokeObjectOfA
*/
