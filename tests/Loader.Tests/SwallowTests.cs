using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Attempts to live on: handlers, callbacks and initializers that catch, repeat or outlast the end of a run.</summary>
[TestClass]
public sealed class SwallowTests
{
    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    [TestMethod]
    [DataRow("while (true) try { while (true) { } } catch { }")]
    [DataRow("while (true) try { while (true) { } } catch (Exception) { }")]
    [DataRow("while (true) try { while (true) { } } catch (Exception e) when (True()) { N += e.Message.Length; }")]
    [DataRow("while (true) try { while (true) { } } catch (Exception) when (Spin()) { }")]
    [DataRow("Again: try { while (true) { } } catch { goto Again; }")]
    [DataRow("Again: try { while (true) { } } finally { N++; } goto Again;")]
    [DataRow("try { while (true) { } } catch { while (true) { } }")]
    [DataRow("try { while (true) { } } finally { while (true) { } }")]
    [DataRow("try { while (true) { } } finally { Spin(); }")]
    [DataRow("try { while (true) { } } finally { try { Spin(); } catch { Spin(); } finally { Spin(); } }")]
    [DataRow("try { try { while (true) { } } finally { throw new Exception(); } } catch { Spin(); }")]
    [DataRow("try { try { while (true) { } } catch { throw; } } catch { Spin(); }")]
    [DataRow("try { try { while (true) { } } catch (Exception e) { throw new Exception(\"\", e); } } catch { Spin(); }")]
    [DataRow("Nest(3000);")]
    [DataRow("using (new Spinner()) while (true) { }")]
    [DataRow("foreach (var x in Endless()) { }")]
    [DataRow("foreach (var x in EndsBadly()) while (true) { }")]
    [DataRow("var e = EndsBadly().GetEnumerator(); e.MoveNext(); try { while (true) { } } finally { e.Dispose(); }")]
    [DataRow("N = Lazily.Value;")]
    [DataRow("try { N = Lazily.Value; } catch { while (true) { } }")]
    [DataRow("while (true) try { N = Failing.Value; } catch { }")]
    [DataRow("new List<int> { 3, 1, 2 }.Sort((a, b) => { while (true) { } });")]
    [DataRow("while (true) try { new List<int> { 3, 1, 2 }.Sort((a, b) => { Spin(); return 0; }); } catch { }")]
    [DataRow("while (true) try { new List<int> { 3, 1, 2 }.Sort((a, b) => throw new Exception()); } catch (InvalidOperationException) { }")]
    [DataRow("new Dictionary<Key, int> { [new Key()] = 1, [new Key()] = 2 };")]
    [DataRow("new HashSet<int>(new Comparer()) { 1, 2 };")]
    [DataRow("Console.Write(new Text());")]
    [DataRow("Console.Write($\"{new Text()}\");")]
    [DataRow("string.Format(\"{0}\", new Text());")]
    [DataRow("string.Concat(1, new Text());")]
    [DataRow("string.Join(',', new object[] { new Text() });")]
    [DataRow("new System.Text.StringBuilder().Append(new Text());")]
    [DataRow("throw new Unprintable();")]
    [DataRow("try { throw new Unprintable(); } catch (Exception e) { Console.Write(e); }")]
    [DataRow("new Lazy<int>(() => { while (true) { } }).Value.ToString();")]
    [DataRow("while (true) try { new Lazy<int>(() => { Spin(); return 1; }, false).Value.ToString(); } catch { }")]
    [DataRow("System.Text.RegularExpressions.Regex.Replace(\"aaa\", \"a\", m => { while (true) { } });")]
    [DataRow("Enumerable.Range(0, 9).Select(x => Spin()).ToList();")]
    [DataRow("Enumerable.Range(0, 9).Aggregate((x, y) => { while (true) { } });")]
    [DataRow("Enumerable.Range(0, int.MaxValue).Where(x => false).Count();")]
    [DataRow("Endless().Take(int.MaxValue).ToList();")]
    [DataRow("Array.ForEach(new int[3], _ => Spin());")]
    [DataRow("new int[3].OrderBy(x => Spin()).ToArray();")]
    [DataRow("var c = new System.Collections.Concurrent.ConcurrentDictionary<int, bool>(); c.GetOrAdd(1, _ => Spin());")]
    [DataRow("Handler += (_, _) => Spin(); while (true) try { Handler(null, EventArgs.Empty); } catch { }")]
    [DataRow("lock (new object()) while (true) { }")]
    [DataRow("var o = new object(); lock (o) try { Spin(); } finally { lock (o) Spin(); }")]
    [DataRow("async System.Threading.Tasks.Task A() { try { while (true) { } } catch { await System.Threading.Tasks.Task.Yield(); Spin(); } } A().Wait();")]
    [DataRow("async System.Threading.Tasks.Task A() { try { while (true) await System.Threading.Tasks.Task.Yield(); } finally { await System.Threading.Tasks.Task.Delay(1); Spin(); } } A().Wait();")]
    [DataRow("async System.Threading.Tasks.Task A() { await using (new AsyncSpinner()) while (true) await System.Threading.Tasks.Task.Yield(); } A().Wait();")]
    [DataRow("while (true) try { System.Threading.Tasks.Task.Run(() => Spin()).Wait(); } catch { }")]
    [DataRow("while (true) { try { Deep(); } catch { } }")]
    [DataRow("try { try { Spin(); } catch (Exception) when (Throws()) { } } finally { Spin(); }")]
    [DataRow("var all = new List<Action>(); Action a = () => Spin(); for (var i = 0; i < 20; i++) a += a; while (true) try { a(); } catch { }")]
    [DataRow("Generic<Text>.Use();")]
    [DataRow("Generic<string>.Use();")]
    public void The_end_of_a_run_cannot_be_swallowed(string body)
    {
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Script.Value,
            Quota = new Quota { MaxTime = TimeSpan.FromMilliseconds(150), GracePeriod = TimeSpan.FromSeconds(30), MaxAllocation = 200_000_000 },
            In = TextReader.Null,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
        });
        var loaded = rexec.Load(Program(body));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));

        var outcome = rexec.Run(loaded.Value, []);

        Assert.IsTrue(outcome is Outcome<int>.TimedOut(true) or Outcome<int>.OutOfStack or Outcome<int>.OutOfMemory, outcome.ToString());
        Assert.IsTrue(loaded.Value.HasEnded);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    private static Verifier.GuestImage Program(string body) => CSharpFixture.Compile(
        """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
        class Spinner : IDisposable { public void Dispose() { while (true) { } } }
        class AsyncSpinner : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Yield(); while (true) { } } }
        class Key { public override int GetHashCode() => 1; public override bool Equals(object? o) { while (true) { } } }
        class Comparer : IEqualityComparer<int> { public bool Equals(int a, int b) => a == b; public int GetHashCode(int n) { while (true) { } } }
        class Text { public override string ToString() { while (true) try { while (true) { } } catch { } } }
        class Unprintable : Exception { public override string Message { get { while (true) { } } } public override string ToString() { while (true) { } } }
        static class Lazily { public static readonly int Value = Start(); static int Start() { while (true) { } } }
        static class Failing { public static readonly int Value = Start(); static int Start() => throw new Exception(); }
        static class Generic<T> { static Generic() { while (true) { } } public static void Use() { } }
        static class Program
        {
            static int N;
            static event EventHandler? Handler;
            static bool True() => true;
            static bool Spin() { while (true) N++; }
            static bool Throws() => throw new Exception();
            static void Nest(int n) { if (n == 0) Spin(); try { Nest(n - 1); } catch { Spin(); } finally { Spin(); } }
            static int Deep() { try { return Deep() + 1; } catch { return Deep(); } finally { N++; } }
            static IEnumerable<int> Endless() { while (true) { try { yield return 1; } finally { N++; } } }
            static IEnumerable<int> EndsBadly() { try { yield return 1; } finally { Spin(); } }
            static void Main() {
        """ + body + " } }",
        exe: true);
}
