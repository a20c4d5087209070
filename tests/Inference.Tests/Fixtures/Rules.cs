// A member whose name ends in _FS, _GSET_GWRITE … has exactly these of the checked effects; all others have none.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Fixture;

internal static class Native
{
    [DllImport("fixture")] internal static extern void fixture_fs();
    [DllImport("fixture")] internal static extern void fixture_net();
    [DllImport("fixture")] internal static extern void fixture_harmless();
    [DllImport("fixture")] internal static extern void fixture_unknown();
}

public static class Leaves
{
    public static void Direct_FS() => Native.fixture_fs();
    public static void Harmless() => Native.fixture_harmless();
    public static void Unknown_NATIVE() => Native.fixture_unknown();
    public static void Far_FS() => Nearer();
    public static void Near_FS() => Native.fixture_fs();
    private static void Nearer() => Near_FS();
    public static Action Delegate_FS() => Native.fixture_fs;
    public static Func<int, int> Lambda_NET() => static number => { Native.fixture_net(); return number; };
}

// ---- Dispatch: creators pay for overrides, callers for the body of the slot that they name.
public abstract class Slot
{
    public abstract void Abstract();
    public virtual void Empty() { }
    public virtual void Body_FS() => Native.fixture_fs();
    public virtual void WorkAsync_FS() { }
    public virtual void Take(object value) { }
}

internal sealed class Keeping : Slot
{
    private static object? Kept;
    public override void Abstract() { }
    public override void Take(object value) => Kept = Kept is null ? value : Kept;
}

internal sealed class Quiet : Slot
{
    public override void Abstract() { }
    public override void Body_FS() => Native.fixture_fs();
}

internal sealed class Loud : Slot
{
    public override void Abstract() => Native.fixture_net();
}

internal class LoudBase : Slot
{
    public override void Abstract() => Native.fixture_net();
}

internal sealed class LoudDerived : LoudBase
{
}

internal sealed class AsyncOnly : Slot
{
    public override void Abstract() { }
    public override void WorkAsync_FS() => Native.fixture_fs();
}

internal struct LoudValue : IDisposable
{
    public void Dispose() => Native.fixture_net();
}

internal struct QuietValue : IDisposable
{
    public void Dispose() { }
}

public interface IWithAmbient
{
    void Run_FS();
}

internal sealed class AmbientRunner : IWithAmbient
{
    public void Run_FS() => Native.fixture_fs();
}

public interface IStatic
{
    static abstract void Run();
}

internal sealed class LoudStatic : IStatic
{
    public static void Run() => Native.fixture_net();
}

internal sealed class WithConstructor
{
    public WithConstructor() => Native.fixture_net();
}

public static class Dispatch
{
    public static void CallsAbstract(Slot slot) => slot.Abstract();
    public static void CallsBody_FS(Slot slot) => slot.Body_FS();
    public static void CallsAsync_FS(Slot slot) => slot.WorkAsync_FS();
    public static Slot CreatesKeeping_GWRITE() => new Keeping();
    public static void CallsTake(Slot slot, object value) => slot.Take(value);
    public static Slot CreatesLoud_NET() => new Loud();
    public static Slot CreatesDerived_NET() => new LoudDerived();
    public static Slot CreatesQuiet() => new Quiet();
    public static Slot CreatesAsyncOnly() => new AsyncOnly();
    public static void CallsAmbient_FS(IWithAmbient ambient) => ambient.Run_FS();
    public static IWithAmbient CreatesAmbient() => new AmbientRunner();
    public static IDisposable Boxes_NET() => default(LoudValue);
    public static void Disposes<T>(T value) where T : IDisposable => value.Dispose();
    public static void MentionsLoud_NET(List<string> _) => Generic<LoudValue>();
    public static void MentionsQuiet() => Generic<QuietValue>();
    public static void ConstrainedLoud_NET() { var value = new LoudValue(); using (value) { } }
    public static void ConstrainedQuiet() { using var value = new QuietValue(); }
    private static void Generic<T>() { }
    public static void StaticAbstract<T>() where T : IStatic => T.Run();
    public static void MentionsStatic_NET() => StaticAbstract<LoudStatic>();
    private static T Make<T>() where T : new() => default(T)!;
    public static void MentionsNew_NET() => Make<WithConstructor>();
}

// ---- Static constructors.
internal static class Eager
{
    internal static readonly int Field;
    static Eager() { Native.fixture_fs(); Field = 1; }
    internal static void Call() { }
}

internal static class Lazy
{
    internal static readonly int Field = Initial();
    private static int Initial() { Native.fixture_net(); return 1; }
    internal static void Call() { }
}

public static class Initializers
{
    public static int ReadsEager_FS() => Eager.Field;
    public static void CallsEager_FS() => Eager.Call();
    public static int ReadsLazy_NET() => Lazy.Field;
    public static void CallsLazy() => Lazy.Call();
}

// ---- Global state.
public sealed class Box
{
    public object? Content;
}

public static class Globals
{
    private static object? s_value;
    private static object? s_cached;
    private static int s_switch;
    [ThreadStatic] private static object? t_value;
    private static readonly Box s_box = new();
    private static readonly object?[] s_array = new object?[8];
    private static object?[]? s_list;
    private static readonly int[] s_numbers = [1, 2, 3];
    private static readonly Dictionary<string, string> s_names = new();
    private static readonly string s_text = "text";
    private static Action? s_handler;
    private static readonly Action s_own = static () => { };

    public static void Sets_GSET_GWRITE(object value) => s_value = value;
    public static void Passes_GSET_GWRITE(object value) => Sets_GSET_GWRITE(value);
    public static void PassesNothing_GWRITE() => Sets_GSET_GWRITE("constant");
    public static void SetsField_GSET(object value) => s_box.Content = value;
    public static void SetsElement_GSET(object value) => s_array[0] = value;
    public static void SetsWrapped_GSET_GWRITE(object value) => s_value = new Box { Content = value };
    public static void SetsList_GSET_GWRITE(object value) { var list = new object?[1]; list[0] = value; s_list = list; }
    public static void SetsThread_TSET_GWRITE(object value) => t_value = value;
    public static void Clears_GWRITE() => s_switch = 0;
    public static object Caches_GALIAS() => s_cached ??= new object();
    public static int[] Array_GALIAS() => s_numbers;
    public static int[] Indirect_GALIAS() => Array_GALIAS();
    public static int[] Copy() => (int[])Array_GALIAS().Clone();
    public static Box Object_GALIAS() => s_box;
    public static string Text() => s_text;
    public static int Element() => s_numbers[0];
    public static void Adds_GCOLL() => s_names.Add("a", "b");
    public static bool Looks() => s_names.ContainsKey("a");
    public static void Raises_HOSTCB() => s_handler?.Invoke();
    public static void RunsOwn() => s_own();
    public static void Subscribes_GSET(Action value) => s_handler += value;
}

public static class Missing
{
    public static void Stub_PNSE() => throw new PlatformNotSupportedException();
    public static void Calls_PNSE() => Stub_PNSE();
    public static int Branch(int number) => number > 0 ? number : throw new PlatformNotSupportedException();
}

// ---- Barriers.
public static class Barriers
{
    public static void Behind_NET() => Stops();
    internal static void Stops() { Native.fixture_fs(); Native.fixture_net(); }
    private static readonly int[] s_shared = [1];
    internal static int[] StopsAll() { Native.fixture_fs(); return s_shared; }
    public static int[] BehindAll_GALIAS() => StopsAll();
}

// ---- A shortest witness.
public static class Witness
{
    public static void Start() { Long1(); Short(); }
    private static void Long1() => Long2();
    private static void Long2() => Short();
    private static void Short() => Native.fixture_fs();
}

// ---- Amounts.
public static class Amounts
{
    public static byte[] Allocates(int unused, int size) => new byte[size];
    public static byte[] AllocatesFar(int size) => Allocates(0, size * 2);
    public static byte[] Bounded(byte[] data, int size) => size > data.Length ? data : new byte[size];
    public static int Loops(int count) { var sum = 0; for (var index = 0; index < count; index++) { sum += index; } return sum; }
    public static string Text(int size) => new string('a', size);
    public static Counter Keeps(int count) => new(count);
    public static int LoopsOverData(byte[] data) { var sum = 0; foreach (var one in data) { sum += one; } return sum; }
}

public sealed class Counter(int count)
{
    private readonly int _count = count;
    public int Run() { var sum = 0; for (var index = 0; index < _count; index++) { sum += index; } return sum; }
}

// ---- Types.
public sealed class Mostly
{
    public static void One_FS() => Native.fixture_fs();
    public static void Two_FS() => Native.fixture_fs();
    public static void Three() { }
}
