using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

// Type parameters of each kind: what a program makes of their values holds whatever the arguments are.

public interface IThing
{
    int Say();
    void Mark();
}

public interface IMake
{
    static abstract IThing Create();
}

public interface ISource<out T>
{
    T Give();
}

public class A : IThing, ISource<A>
{
    public long Magic = Check.Magic;
    public int Say() { Check.This<A>(this); return 1; }
    public void Mark() => Check.This<A>(this);
    public A Give() { Check.This<A>(this); return this; }
}

public class B : A, ISource<B>
{
    public string Text = "text";
    B ISource<B>.Give() { Check.This<B>(this); return this; }
}

public struct V : IThing, IMake
{
    public long Magic;
    public object? Held;
    public int Marks;
    public V() { Magic = Check.Magic; Held = "held"; }
    public readonly int Say() { Check.Value(this); return 2; }
    public void Mark() { Check.Value(this); Marks++; }
    public static IThing Create() => new V();
}

public class Box<T>
{
    public T? Value;
    public static T? Shared;
    public T? Get() { Check.This<Box<T>>(this); return Value; }
    public void Set(T value) { Check.This<Box<T>>(this); Check.Any(value); Value = value; }
}

public static class Check
{
    public const long Magic = 0x1122_3344_5566;

    public static void This<T>(object? value) => Violation.Expect<T>(value);

    public static void Value(V value)
    {
        if (value.Magic is not (0 or Magic) || value.Marks is < 0 or > 100)
        {
            Violation.Tell($"a value is damaged: {value.Magic:x}, {value.Marks}");
        }

        This<object>(value.Held);
        if (value.Held is not null)
        {
            This<string>(value.Held);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Any<T>(T value)
    {
        if (typeof(T) == typeof(V))
        {
            Value((V)(object)value!);
        }
        else if (!typeof(T).IsValueType)
        {
            This<T>(value);
            if (value is A { Magic: not Magic })
            {
                Violation.Tell("an object is damaged");
            }
        }
    }

    public static void All<T>(T[]? values)
    {
        This<T[]>(values);
        foreach (var value in values ?? [])
        {
            Any(value);
        }
    }
}

public static class W
{
    public static T Same<T>(T value) { Check.Any(value); return value; }
    public static T ByRef<T>(ref T value) { Check.Any(value); return value; }
    public static void Store<T>(ref T to, T value) { Check.Any(value); to = value; }
    public static T OfClass<T>(T value) where T : class { Check.Any(value); return value; }
    public static T OfThing<T>(T value) where T : IThing { Check.Any(value); value?.Mark(); return value; }
    public static T OfStruct<T>(T value) where T : struct { Check.Any(value); return value; }
    public static T OfA<T>(T value) where T : A { Check.Any(value); return value; }
    public static A TakeA(A value) { Check.Any(value); return value; }
    public static object TakeObject(object value) { Check.This<object>(value); return value; }
    public static IThing TakeThing(IThing value) { Check.This<object>(value); value?.Say(); return value; }
    public static int TakeInt(int value) => value;
    public static string TakeString(string value) { Check.Any(value); return value; }
    public static A[] TakeAs(A[] value) { Check.All(value); return value; }
    public static object[] TakeObjects(object[] value) { Check.All(value); return value; }
    public static IEnumerable<A> TakeMany(IEnumerable<A> many) { if (many is not null) { foreach (var one in many) { Check.Any(one); } } return many; }
    public static ISource<A> TakeSource(ISource<A> s) { if (s is not null) { Check.This<ISource<A>>(s); Check.Any(s.Give()); } return s; }
}

public static class Mentions
{
    public static bool Toss<T, TThing, TStruct, TA, TOf>() => Decision.Toss();
    public static void MayThrow() => Decision.MayThrow();
    public static Exception AnyException(object o) => (Exception)o;
    public static int Int(object o) => (int)o;
    public static A AType(object o) => (A)o;
    public static V VType(object o) => (V)o;
    public static IThing Thing(object o) => (IThing)o;
    public static T TType<T, TThing, TStruct, TA, TOf>(object o) => (T)o;
    public static TThing TThingType<T, TThing, TStruct, TA, TOf>(object o) => (TThing)o;
    public static TStruct TStructType<T, TThing, TStruct, TA, TOf>(object o) => (TStruct)o;
    public static TA TAType<T, TThing, TStruct, TA, TOf>(object o) => (TA)o;
    public static TOf TOfType<T, TThing, TStruct, TA, TOf>(object o) => (TOf)o;
    public static T SameT<T, TThing, TStruct, TA, TOf>(T o) => W.Same<T>(o);
    public static TThing SameTThing<T, TThing, TStruct, TA, TOf>(TThing o) => W.Same<TThing>(o);
    public static A SameA(A o) => W.Same<A>(o);
    public static T ByRefT<T, TThing, TStruct, TA, TOf>(ref T o) => W.ByRef<T>(ref o);
    public static void StoreT<T, TThing, TStruct, TA, TOf>(ref T o, T v) => W.Store<T>(ref o, v);
    public static TA OfClassTA<T, TThing, TStruct, TA, TOf>(TA o) where TA : class => W.OfClass<TA>(o);
    public static TThing OfThingTThing<T, TThing, TStruct, TA, TOf>(TThing o) where TThing : IThing => W.OfThing<TThing>(o);
    public static TStruct OfThingTStruct<T, TThing, TStruct, TA, TOf>(TStruct o) where TStruct : IThing => W.OfThing<TStruct>(o);
    public static TA OfThingTA<T, TThing, TStruct, TA, TOf>(TA o) where TA : IThing => W.OfThing<TA>(o);
    public static TStruct OfStructTStruct<T, TThing, TStruct, TA, TOf>(TStruct o) where TStruct : struct => W.OfStruct<TStruct>(o);
    public static T OfStructT<T, TThing, TStruct, TA, TOf>(T o) where T : struct => W.OfStruct<T>(o);
    public static T OfClassT<T, TThing, TStruct, TA, TOf>(T o) where T : class => W.OfClass<T>(o);
    public static TA OfATA<T, TThing, TStruct, TA, TOf>(TA o) where TA : A => W.OfA<TA>(o);
    public static TOf OfATOf<T, TThing, TStruct, TA, TOf>(TOf o) where TOf : A => W.OfA<TOf>(o);
    public static A TakeA(A o) => W.TakeA(o);
    public static object TakeObject(object o) => W.TakeObject(o);
    public static IThing TakeThing(IThing o) => W.TakeThing(o);
    public static int TakeInt(int o) => W.TakeInt(o);
    public static string TakeString(string o) => W.TakeString(o);
    public static A[] TakeAs(A[] o) => W.TakeAs(o);
    public static object[] TakeObjects(object[] o) => W.TakeObjects(o);
    public static IEnumerable<A> TakeMany(IEnumerable<A> o) => W.TakeMany(o);
    public static ISource<A> TakeSource(ISource<A> o) => W.TakeSource(o);
    public static int Say(IThing o) => o.Say();
    public static void Mark(IThing o) => o.Mark();
    public static IThing Create<T, TThing, TStruct, TA, TOf>() where TStruct : IMake => TStruct.Create();
    public static string Describe(object o) => o.ToString()!;
    public static Type TypeOf(object o) => o.GetType();
    public static A Give(ISource<A> o) => o.Give();
    public static T? BoxValue<T, TThing, TStruct, TA, TOf>(Box<T> o) => o.Value;
    public static T? BoxShared<T, TThing, TStruct, TA, TOf>() => Box<T>.Shared;
    public static T? BoxGet<T, TThing, TStruct, TA, TOf>(Box<T> o) => o.Get();
    public static void BoxSet<T, TThing, TStruct, TA, TOf>(Box<T> o, T v) => o.Set(v);
    public static A? BoxGetA(Box<A> o) => o.Get();
    public static Box<T> NewBox<T, TThing, TStruct, TA, TOf>() => new Box<T>();
    public static Box<A> NewBoxA() => new Box<A>();
    public static long Magic(A o) => o.Magic;
}

public static class Templates
{
    public static T OfT<T, TThing, TStruct, TA, TOf>(T a, TThing b, TStruct c, TA d, TOf e, object f, T[] g, TA[] h, ref T i, ref TThing j, A k, IThing l, Box<T> m, int n)
        where TThing : IThing where TStruct : struct, IThing, IMake where TA : A where TOf : class, TA
    {
        T l0 = default!; TThing l1 = default!; object l2 = null!; TA l3 = null!; A l4 = null!;
        return default!;
    }

    public static TThing OfThing<T, TThing, TStruct, TA, TOf>(T a, TThing b, TStruct c, TA d, TOf e, object f, T[] g, TA[] h, ref T i, ref TThing j, A k, IThing l, Box<T> m, int n)
        where TThing : IThing where TStruct : struct, IThing, IMake where TA : A where TOf : class, TA
    {
        T l0 = default!; TThing l1 = default!; object l2 = null!; TA l3 = null!; A l4 = null!;
        return default!;
    }

    public static TA OfTA<T, TThing, TStruct, TA, TOf>(T a, TThing b, TStruct c, TA d, TOf e, object f, T[] g, TA[] h, ref T i, ref TThing j, A k, IThing l, Box<T> m, int n)
        where TThing : IThing where TStruct : struct, IThing, IMake where TA : A where TOf : class, TA
    {
        T l0 = default!; TThing l1 = default!; object l2 = null!; TA l3 = null!; A l4 = null!;
        return default!;
    }

    public static A OfA<T, TThing, TStruct, TA, TOf>(T a, TThing b, TStruct c, TA d, TOf e, object f, T[] g, TA[] h, ref T i, ref TThing j, A k, IThing l, Box<T> m, int n)
        where TThing : IThing where TStruct : struct, IThing, IMake where TA : A where TOf : class, TA
    {
        T l0 = default!; TThing l1 = default!; object l2 = null!; TA l3 = null!; A l4 = null!;
        return default!;
    }

    public static IThing OfInterface<T, TThing, TStruct, TA, TOf>(T a, TThing b, TStruct c, TA d, TOf e, object f, T[] g, TA[] h, ref T i, ref TThing j, A k, IThing l, Box<T> m, int n)
        where TThing : IThing where TStruct : struct, IThing, IMake where TA : A where TOf : class, TA
    {
        T l0 = default!; TThing l1 = default!; object l2 = null!; TA l3 = null!; A l4 = null!;
        return default!;
    }
}

public static class Driver
{
    private delegate TResult Of<TResult, T, TThing, TStruct, TA, TOf>(T a, TThing b, TStruct c, TA d, TOf e, object f, T[] g, TA[] h, ref T i, ref TThing j, A k, IThing l, Box<T> m, int n);

    public static string? Run(System.Reflection.MethodBase method)
    {
        var program = (System.Reflection.MethodInfo)method;
        return Ways.All(() => Once<string, A, V, A, B>(program, "a", new B(), new V(), new A(), new B(), new V()))
            ?? Ways.All(() => Once<V, V, V, B, B>(program, new V(), new V(), new V(), new B(), new B(), "f"))
            ?? Ways.All(() => Once<int, B, V, A, A>(program, 0x5a5a, new B(), new V(), new B(), new A(), new B()))
            ?? Ways.All(() => Once<A, IThing, V, B, B>(program, new B(), new V(), new V(), new B(), new B(), 5));
    }

    private static void Once<T, TThing, TStruct, TA, TOf>(System.Reflection.MethodInfo method, T a, TThing b, TStruct c, TA d, TOf e, object f)
        where TThing : IThing where TStruct : struct, IThing, IMake where TA : A where TOf : class, TA
    {
        var closed = method.MakeGenericMethod(typeof(T), typeof(TThing), typeof(TStruct), typeof(TA), typeof(TOf));
        T[] g = [a, a];
        TA[] h = typeof(TA) == typeof(A) ? (TA[])(object)new A[] { d } : [d];
        if (typeof(TA) == typeof(A) && f is B)
        {
            h = (TA[])(object)new B[] { new() };
        }

        var i = a;
        var j = b;
        var k = new B();
        IThing l = new V();
        var m = new Box<T> { Value = a };
        try
        {
            switch (method.ReturnType.Name)
            {
                case "T":
                    Check.Any(Call<T>());
                    break;
                case "TThing":
                    Check.Any(Call<TThing>());
                    break;
                case "TA":
                    Check.Any(Call<TA>());
                    break;
                case "A":
                    Check.Any(Call<A>());
                    break;
                default:
                    Check.This<object>(Call<IThing>());
                    Call<IThing>()?.Say();
                    break;
            }
        }
        finally
        {
            Check.Any(i);
            Check.Any(j);
            Check.All(g);
            Check.All(h);
            if (h is B[] exact)
            {
                foreach (object? element in exact)
                {
                    if (element is not null && element.GetType() != typeof(B)) { Violation.Tell("no B in a B[]"); }
                }
            }

            Check.Any(m.Value);
            Check.Any(Box<T>.Shared);
        }

        TResult Call<TResult>() => closed.CreateDelegate<Of<TResult, T, TThing, TStruct, TA, TOf>>()(a, b, c, d, e, f, g, h, ref i, ref j, k, l, m, 0x5a5a);
    }
}

/*
ldnull
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
ldarga.s 1
ldarga.s 2
ldarga.s 3
ldloc.0
ldloc.2
ldloc.3
ldloca.s 0
ldloca.s 1
ldloca.s 3
stloc.0
stloc.1
stloc.2
stloc.3
stloc.s 4
starg.s 0
starg.s 5
dup
box TType
box TThingType
box TStructType
box TAType
unbox.any TType
unbox.any TThingType
unbox.any TStructType
unbox.any TAType
unbox TStructType
unbox TType
unbox VType
castclass TType
castclass TAType
castclass TOfType
castclass AType
castclass Thing
isinst TType
isinst TThingType
isinst TAType
isinst AType
ldobj TType
ldobj TThingType
ldobj TAType
ldobj AType
stobj TType
stobj TThingType
stobj TAType
ldind.ref
stind.ref
initobj TType
initobj TAType
cpobj TType
ldc.i4.1; newarr TType
ldc.i4.1; newarr TAType
ldc.i4.0; ldelem TType
ldc.i4.0; ldelem TAType
ldc.i4.0; ldelem AType
ldc.i4.0; ldelem.ref
ldc.i4.0; ldelema TType
ldc.i4.0; ldelema AType
ldc.i4.0; ldelema TAType
ldc.i4.0; readonly.; ldelema AType
ldc.i4.0; ldarg.0; stelem TType
ldc.i4.0; ldarg.3; stelem TAType
ldc.i4.0; ldarg.s 10; stelem AType
ldc.i4.0; ldarg.s 10; stelem.ref
ldc.i4.0; ldarg.3; stelem.ref
call SameT
call SameTThing
call SameA
call ByRefT
ldarg.0; call StoreT
call OfClassTA
call OfThingTThing
call OfThingTStruct
call OfThingTA
call OfStructTStruct
call OfStructT
call OfClassT
call OfATA
call OfATOf
call TakeA
call TakeObject
call TakeThing
call TakeInt
call TakeString
call TakeAs
call TakeObjects
call TakeMany
call TakeSource
constrained. TThingType; callvirt Say
constrained. TThingType; callvirt Mark
constrained. TStructType; callvirt Mark
constrained. TAType; callvirt Say
constrained. TType; callvirt Say
constrained. TType; callvirt Describe
constrained. TAType; callvirt Give
constrained. TStructType; call Create
constrained. TType; call Create
callvirt Say
callvirt Give
callvirt Describe
call TypeOf
ldfld BoxValue
ldflda BoxValue
ldarg.0; stfld BoxValue
ldsfld BoxShared
ldsflda BoxShared
stsfld BoxShared
callvirt BoxGet
ldarg.0; callvirt BoxSet
callvirt BoxGetA
newobj NewBox
newobj NewBoxA
ldfld Magic
*/
