using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

// Constructors: a base constructor runs once on this, before anybody else sees the object, and before the constructor ends.

public class Base
{
    public int Count;
    public bool IsReady;
    public object? Field = "base";

    public Base()
    {
        Begin();
        IsReady = true;
    }

    public Base(int number)
    {
        Begin();
        Decision.MayThrow();
        IsReady = true;
    }

    public virtual int Virtual() => Check.Ready(this);

    public int Plain() => Check.Ready(this);

    private void Begin()
    {
        if (++Count > 1)
        {
            Violation.Tell("a base constructor runs twice");
        }
    }
}

public class Template : Base
{
    public readonly int Fixed;
    public object? Own;

    public Template(int number, object? other)
    {
        Template? l0 = null; object? l1 = null; int l2 = 0; Base? l3 = null;
        Own = other;
    }

    public Template(string text)
    {
        Own = text;
    }

    public Template(string text, int number)
        : this(text)
    {
        Fixed = number;
    }
}

public static class Check
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Ready(object? value)
    {
        if (value is Base { IsReady: false })
        {
            Violation.Tell("an object is seen before its base constructor has run");
        }

        return 1;
    }
}

public static class W
{
    public static void Take(object? value) => Check.Ready(value);
    public static void TakeBase(Base? value) => Check.Ready(value);
    public static void Write(ref int number) => number = 1;
    public static void WriteObject(ref object? value) => value = "written";
    public static object? Same(object? value) { Check.Ready(value); return value; }
}

public static class Mentions
{
    public static bool Toss() => Decision.Toss();
    public static void MayThrow() => Decision.MayThrow();
    public static Exception AnyException(object o) => (Exception)o;
    public static Base NewBase() => new();
    public static Base NewBaseOfNumber() => new(1);
    public static object NewObject() => new();
    public static Template NewTemplate() => new("new");
    public static Template NewTemplateOfBoth() => new("new", 1);
    public static void Take(object o) => W.Take(o);
    public static void TakeBase(Base o) => W.TakeBase(o);
    public static void Write(ref int number) => W.Write(ref number);
    public static void WriteObject(ref object? value) => W.WriteObject(ref value);
    public static object? Same(object? value) => W.Same(value);
    public static int Virtual(Base b) => b.Virtual();
    public static int Plain(Base b) => b.Plain();
    public static int Fixed(Template t) => t.Fixed;
    public static object? Own(Template t) => t.Own;
    public static object? Field(Base t) => t.Field;
    public static Base BaseType(object o) => (Base)o;
    public static Template TemplateType(object o) => (Template)o;
    public static Action Act(Base b) => new(b.Plain2);
    private static void Plain2(this Base b) => b.Plain();
    public static string Describe(object o) => o.ToString()!;
}

public static class Driver
{
    public static string? Run(System.Reflection.MethodBase method) => Ways.All(() => Once((System.Reflection.ConstructorInfo)method));

    private static void Once(System.Reflection.ConstructorInfo constructor)
    {
        object made;
        try
        {
            made = constructor.Invoke([7, "other"]);
        }
        catch (System.Reflection.TargetInvocationException wrapped) when (wrapped.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }

        Check.Ready(made);
        if (made is Base { Count: not 1 } odd)
        {
            Violation.Tell($"{odd.Count} base constructors have run");
        }
    }
}

/*
ldarg.0
ldarg.1
ldarg.2
ldloc.0
ldloc.1
ldloc.3
stloc.0
stloc.1
stloc.3
ldloca.s 0
dup
pop
ldnull
call NewBase
ldc.i4.1; call NewBaseOfNumber
call NewObject
ldstr "s"; call NewTemplate
ldstr "s"; ldc.i4.1; call NewTemplateOfBoth
ldarg.0; call NewBase
ldarg.0; ldc.i4.1; call NewBaseOfNumber
ldarg.0; ldstr "s"; call NewTemplate
newobj NewBase
ldstr "s"; newobj NewTemplate
call Take
call TakeBase
call Same
call Virtual
callvirt Virtual
call Plain
callvirt Describe
ldfld Fixed
ldfld Own
ldfld Field
ldflda Fixed
ldflda Own
ldc.i4.1; stfld Fixed
ldarg.2; stfld Own
ldarg.2; stfld Field
stfld Own
call Write
call WriteObject
ldarga.s 0
ldarg.2; starg.s 2
starg.s 0
castclass BaseType
castclass TemplateType
isinst BaseType
box TemplateType
ceq
throw
ldftn Plain; newobj Act
dup; ldvirtftn Virtual; newobj Act
ldind.ref
stind.ref
*/
