using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

public static class Allowed
{
    public static string Text() => string.Join(",", new List<int> { 3, 1, 2 }.Order().Select(i => i.ToString()));
    public static void Print() => Console.WriteLine("x");
    public static Action<string> MethodGroupOfRedirected() => Console.WriteLine;
    public static int Sum(Dictionary<string, int> d) => d.Values.Sum();
    public static string Name(object o) => o.GetType().Name;
    public static void Leave() => Environment.Exit(3);
    public static ICustomAttributeProvider? Attributes() => typeof(Allowed).GetProperty("x", BindingFlags.Public, null, typeof(int), [], null);
}

public static class Denied
{
    public static string Read_RX2001() => File.ReadAllText("/etc/passwd");
    public static Func<string, string> MethodGroup_RX2001() => File.ReadAllText;
    public static ICustomAttributeProvider? Attributes_RX2001(string name) => typeof(Denied).GetProperty(name);
    public static object? Attributes_RX2001() => typeof(Denied).GetProperty("x");
    public static void InLambda_RX2001() { Action a = () => File.Delete("x"); a(); }
    public static IEnumerable<string> InIterator_RX2001() { yield return File.ReadAllText("x"); }
    public static string LocalFunction_RX2001() { return Local(); static string Local() => File.ReadAllText("x"); }
    public static object Start_RX2001() => Process.Start("/bin/sh")!;
    public static object Load_RX2001(byte[] b) => Assembly.Load(b);
    public static object Methods_RX2001() => typeof(string).GetMethods();
    public static object AssemblyOf_RX2001() => typeof(string).Assembly;
    public static object MethodOf_RX2001(Action a) => a.Method;
    public static object Uninitialised_RX2001() => RuntimeHelpers.GetUninitializedObject(typeof(string));
    public static void Thread_RX2001() => new Thread(() => { }).Start();
    public static float Cast_RX2001(int i) => Unsafe.As<int, float>(ref i);
    public static Span<int> Forge_RX2001(int[] a) => MemoryMarshal.CreateSpan(ref a[0], 1000);
    public static object Invoke_RX2001(Delegate d) => d.DynamicInvoke()!;
    public static void Collect_RX2001() => GC.Collect();
    public static void Suppressed() => GC.SuppressFinalize(new object());
    public static string Variable_RX2001() => Environment.GetEnvironmentVariable("PATH")!;
    public static string Intern_RX2001(string s) => string.Intern(s);
    public static object Pool_RX2001() => System.Buffers.MemoryPool<byte>.Shared;
    public static void Exception_RX2001() { try { Allowed.Print(); } catch (Exception e) { _ = e.TargetSite; } }
    public static void Culture_RX2001() => System.Globalization.CultureInfo.DefaultThreadCurrentCulture = null;
    public static nint Handle_RX2001() => typeof(string).TypeHandle.Value;
    public static object ByName_RX2001() => Activator.CreateInstance("a", "b")!;
    public static object ByType_RX2001(Type t) => Activator.CreateInstance(t)!;
}

public class FieldInitializer_RX2001
{
    public Func<string, string> Read = File.ReadAllText;
}

public class Generic<T>
{
    public string Read_RX2001() => File.ReadAllText(typeof(T).Name);
}
