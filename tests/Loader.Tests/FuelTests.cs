using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Fuel: the same for the same work, charged before it is done, and not to be had for nothing.</summary>
[TestClass]
public sealed class FuelTests
{
    private const long Plenty = 1_000_000_000_000;

    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    /// <summary>Programs whose work is in proportion to their argument.</summary>
    private static readonly string[] Programs =
    [
        "var sum = 0; for (var i = 0; i < n; i++) sum += i;",
        "var sum = 0; var i = n; while (--i > 0) { if (i % 3 == 0) sum += Twice(i); else sum -= Twice(sum); }",
        "for (var i = 0; i < n / 20; i++) Deep(20);",
        "var list = new List<int>(); for (var i = 0; i < n; i++) list.Add(i); foreach (var item in list) Count += item;",
        "foreach (var item in Numbers(n)) Count += item;",
        "Count = Enumerable.Range(0, n).Where(x => x % 2 == 0).Select(x => x * 2).Sum();",
        "for (var i = 0; i < n; i++) try { if (i % 10 == 0) throw new Exception(); } catch (Exception) { Count++; } finally { Count--; }",
        "var map = new Dictionary<string, int>(); for (var i = 0; i < n; i++) map[(i % 50).ToString()] = i;",
        "Shape[] all = [new Square(), new Circle()]; for (var i = 0; i < n; i++) Count += all[i % 2].Area(i);",
        "Func<int, int> f = x => x + 1; for (var i = 0; i < n; i++) Count = f(Count);",
        "var s = new System.Text.StringBuilder(); for (var i = 0; i < n; i++) s.Append(i).Append(','); Count = s.Length;",
        "for (var i = 0; i < n / 100; i++) { var a = new int[100]; Array.Fill(a, i); Count += a[99]; }",
        "for (var i = 0; i < n; i++) switch (i % 5) { case 0: Count++; break; case 1: Count--; break; case 2: Count += 2; break; default: Count = 0; break; }",
        "for (var i = 0; i < n; i++) Count += Generic<int>.Of(i) + Generic<string>.Of(\"a\");",
        "var items = Enumerable.Range(0, n).Select(i => new Item((i * 7919) % 1000)).ToList(); items.Sort(); Count = items[0].Value;",
        "for (var i = 0; i < n; i++) { lock (Gate) Count++; }",
        "for (var i = 0; i < n; i++) { Span<int> some = stackalloc int[4]; some[i % 4] = i; Count += some[0]; }",
        "for (var i = 0; i < n; i++) Count += $\"{i:D4}\".Length;",
        "async System.Threading.Tasks.Task<int> One() { await System.Threading.Tasks.Task.Yield(); return 1; } async System.Threading.Tasks.Task All() { for (var i = 0; i < n; i++) Count += await One(); } All().Wait();",
        "for (var i = 0; i < n; i++) Count += Lazily.Value;",
        "Count = new int[n].Select(\"a\".PadLeft).ToList().Count;",
        "Func<string, int> parse = int.Parse; Count = Enumerable.Repeat(\"7\", n).ToArray().Select(parse).ToList().Count;",
        "Func<int, int, IEnumerable<int>> repeat = Enumerable.Repeat; Count = new int[n].Zip(new int[n], repeat).ToList().Count;",
        "Console.Write(string.Join(',', Enumerable.Repeat(1, n)));",
        "var text = new string('a', n); Count = text.PadLeft(2 * n).Length; var copy = new byte[16 * n];",
        "var a = new System.Numerics.BigInteger(3); for (var i = 0; i < n; i++) a = a * 3 % 1000007; Count = (int)a;",
    ];

    private static IEnumerable<object[]> All => Programs.Select(program => new object[] { program });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void The_same_work_uses_the_same_fuel(string body)
    {
        var uses = new HashSet<long>();
        for (var round = 0; round < 5; round++)
        {
            uses.Add(Use(body, 500));
        }

        Assert.HasCount(1, uses);
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Ten_times_the_work_uses_about_ten_times_the_fuel(string body)
    {
        var (one, ten, hundred) = (Use(body, 1), Use(body, 1_000), Use(body, 10_000));

        Assert.IsGreaterThan(8 * (ten - one), hundred - one);
        Assert.IsGreaterThan(500, ten - one);
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void As_much_as_is_used_is_enough_and_one_less_is_not(string body)
    {
        var use = Use(body, 100);

        Assert.AreEqual(new Outcome<int>.Returned(0), Run(body, 100, use, TextWriter.Null).Outcome);
        var (outcome, used) = Run(body, 100, use - 1, TextWriter.Null);
        Assert.AreEqual(new Outcome<int>.OutOfFuel(), outcome);
        Assert.AreEqual(use - 1, used.Fuel);
    }

    [TestMethod]
    public void It_ends_at_the_same_place_every_time()
    {
        var written = new HashSet<string>();
        for (var round = 0; round < 10; round++)
        {
            using var output = new StringWriter(CultureInfo.InvariantCulture);
            var (outcome, _) = Run("for (var i = 0; ; i++) { Console.Write(i); Console.Write(' '); }", 0, 54_321, output);
            Assert.AreEqual(new Outcome<int>.OutOfFuel(), outcome);
            written.Add(output.ToString());
        }

        Assert.HasCount(1, written);
        Assert.IsGreaterThan(100, written.Single().Length);
    }

    [TestMethod]
    [DataRow("while (true) { }")]
    [DataRow("Deep(int.MaxValue);")]
    [DataRow("while (true) try { throw new Exception(); } catch { }")]
    [DataRow("try { while (true) { } } catch { while (true) { } } finally { while (true) { } }")]
    [DataRow("try { } finally { while (true) { } }")]
    [DataRow("while (true) try { throw new Exception(); } catch (Exception e) when (Count++ >= 0) { }")]
    [DataRow("foreach (var x in Endless()) { }")]
    [DataRow("Count = Endless().Count();")]
    [DataRow("Count = Endless().Select(x => x).Where(x => x < 0).FirstOrDefault();")]
    [DataRow("Count = Enumerable.Repeat(1, int.MaxValue).Where(x => x == 0).Count();")]
    [DataRow("Count = Enumerable.Range(0, int.MaxValue).Max();")]
    [DataRow("Func<int, int> f = null!; f = x => f(x); f(1);")]
    [DataRow("Action a = () => { }; while (true) a();")]
    [DataRow("new List<int>(new int[100]).Sort((x, y) => { while (true) { } });")]
    [DataRow("Count = Endless_.Value;")]
    [DataRow("Again: goto Again;")]
    [DataRow("while (true) Twice(1);")]
    [DataRow("while (true) new Item(1);")]
    [DataRow("while (true) { var a = new byte[1_000_000]; }")]
    [DataRow("Generic<int>.Forever();")]
    [DataRow("async System.Threading.Tasks.Task Loop() { while (true) await System.Threading.Tasks.Task.Yield(); } Loop().Wait();")]
    [DataRow("while (true) Activator.CreateInstance<Square>();")]
    [DataRow("new string('a', 100).All(c => { while (true) { } });")]
    public void Nothing_goes_on_without_fuel(string body)
    {
        var (outcome, used) = Run(body, 1, 3_000_000, TextWriter.Null);

        Assert.IsTrue(outcome is Outcome<int>.OutOfFuel or Outcome<int>.OutOfStack, outcome.ToString());
        Assert.IsLessThanOrEqualTo(3_000_000, used.Fuel);
    }

    [TestMethod]
    [DataRow("var k = 0; for (var i = 0; i < n; i++) try { throw new Exception(); } catch (Exception) when (WORK) { k++; }", "Long(i) == 0", " && Long(i) == 0", 25, DisplayName = "a filter")]
    [DataRow("for (var i = 0; i < n; i++) try { for (var k = 0; k < 1; k++) { try { try { throw new Exception(); } finally { Throw(); } } finally { Throw(); } } } catch (Exception) when (WORK) { Count++; }", "Long(i) == 0", " && Long(i) == 0", 3 * 25, DisplayName = "a filter that is asked again for each exception on the way out")]
    [DataRow("static void F() { var k = 1; try { throw new FormatException(); } finally { WORK } } for (var i = 0; i < n; i++) try { F(); } catch (FormatException) { Count++; }", "k = k * 3 + 1;", "k = k * 3 + 1; k = k * 5 + 2; k = k * 7 + 3;", 10, DisplayName = "a finally block that only computes, left by an exception")]
    public void What_runs_only_for_an_exception_is_charged_too(string body, string once, string more, int units)
    {
        const int Times = 100;
        var (little, much) = (Use(body.Replace("WORK", once, StringComparison.Ordinal), Times), Use(body.Replace("WORK", once + string.Concat(Enumerable.Repeat(more, 20)), StringComparison.Ordinal), Times));

        Assert.IsGreaterThan(Times * 20 * units, much - little);
    }

    [TestMethod]
    public void An_array_that_cannot_be_uses_little()
    {
        var (outcome, used) = Run("try { Count = new int[-n].Length; } catch (OverflowException) { }", 1, 100_000, TextWriter.Null);

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.IsLessThan(10_000, used.Fuel);
    }

    [TestMethod]
    public void A_run_without_metering_never_ends_for_lack_of_fuel()
    {
        var (outcome, _) = Run(
            "for (var i = 0; i < n; i++) try { System.Numerics.BigInteger.Pow(int.MaxValue, int.MaxValue); } catch (Exception) { Count++; } if (Count != n) throw new Exception();",
            30_000,
            null,
            TextWriter.Null,
            TimeSpan.FromDays(1_000_000));

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
    }

    [TestMethod]
    public void Without_a_limit_none_is_metered()
    {
        var (outcome, used) = Run(Programs[0], 100, null, TextWriter.Null);

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.AreEqual(0, used.Fuel);
        Assert.IsGreaterThan(0, used.Allocated);
        Assert.IsGreaterThan(TimeSpan.Zero, used.Time);
    }

    private static long Use(string body, int n)
    {
        var (outcome, used) = Run(body, n, Plenty, TextWriter.Null);
        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        return used.Fuel;
    }

    private static (Outcome<int> Outcome, Usage Used) Run(string body, int n, long? fuel, TextWriter output, TimeSpan? time = null)
    {
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Script.Value,
            Quota = new Quota { MaxTime = time ?? TimeSpan.FromMinutes(1), MaxFuel = fuel },
            In = TextReader.Null,
            Out = output,
            Error = TextWriter.Null,
        });
        var loaded = rexec.Load(Images.GetOrAdd(body, Program));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        var outcome = rexec.Run(loaded.Value, [n.ToString(CultureInfo.InvariantCulture)]);
        var used = loaded.Value.Usage!;
        rexec.Unload();
        return (outcome, used);
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, GuestImage> Images = new(StringComparer.Ordinal);

    private static GuestImage Program(string body) => CSharpFixture.Compile(
        """
        using System; using System.Collections.Generic; using System.Linq;
        static class Program
        {
            static int Count;
            static readonly object Gate = new();
            static int Twice(int n) => n + n;
            static void Throw() => throw new Exception();
            static int Long(int n) => (n * 3 + n * 5 + n * 7 + n * 11 + n * 13 + n * 17 + n * 19) & 0;
            static int Deep(int n) => n == 0 ? 0 : Deep(n - 1) + 1;
            static IEnumerable<int> Numbers(int n) { for (var i = 0; i < n; i++) yield return i; }
            static IEnumerable<int> Endless() { while (true) yield return 1; }
            static void Main(string[] args) { var n = int.Parse(args[0]);
        """ + body + """
            }
        }
        abstract class Shape { public abstract int Area(int n); }
        class Square : Shape { public override int Area(int n) => n * n; }
        class Circle : Shape { public override int Area(int n) => 3 * n; }
        class Item(int value) : IComparable<Item> { public int Value => value; public int CompareTo(Item? other) => value.CompareTo(other!.Value); }
        static class Generic<T> { public static int Of(T value) => value!.ToString()!.Length; public static void Forever() { while (true) { } } }
        static class Lazily { public static readonly int Value = Start(); static int Start() { var x = 0; for (var i = 0; i < 10; i++) x += i; return x; } }
        static class Endless_ { public static readonly int Value = Start(); static int Start() { while (true) { } } }
        """,
        exe: true);
}
