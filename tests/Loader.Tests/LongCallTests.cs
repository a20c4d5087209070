using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Calls of the framework that would not end by themselves end with the run's time.</summary>
[TestClass]
public sealed class LongCallTests
{
    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    [TestMethod]
    [DataRow("Keep(new Regex(P).IsMatch(I));")]
    [DataRow("Keep(new Regex(P, RegexOptions.IgnoreCase).Match(I));")]
    [DataRow("Keep(new Regex(P, RegexOptions.Compiled).Match(I));")]
    [DataRow("Keep(new Regex(P, (RegexOptions)9).Match(I));")]
    [DataRow("Keep(new Regex(P, RegexOptions.None, TimeSpan.FromDays(1)).Match(I));")]
    [DataRow("Keep(new Regex(P, RegexOptions.None, Regex.InfiniteMatchTimeout).Match(I));")]
    [DataRow("Keep(Regex.IsMatch(I, P));")]
    [DataRow("Keep(Regex.IsMatch(I, P, RegexOptions.Compiled));")]
    [DataRow("Keep(Regex.IsMatch(I, P, RegexOptions.None, TimeSpan.FromDays(1)));")]
    [DataRow("Keep(Regex.Match(I, P));")]
    [DataRow("Keep(Regex.Matches(I, P).Count);")]
    [DataRow("Keep(Regex.Count(I, P));")]
    [DataRow("Keep(Regex.Split(I, P));")]
    [DataRow("Keep(Regex.Replace(I, P, \"\"));")]
    [DataRow("Keep(Regex.Replace(I, P, m => m.Value));")]
    [DataRow("Keep(new Regex(P).Replace(I, \"\"));")]
    [DataRow("Keep(new Regex(P).Split(I));")]
    [DataRow("Keep(new Regex(P, RegexOptions.Compiled).Matches(I).Count);")]
    [DataRow("Keep(new Regex(P, (RegexOptions)8).Split(I));")]
    [DataRow("Keep(new Regex(P, RegexOptions.Compiled | RegexOptions.IgnoreCase).Replace(I, m => m.Value));")]
    [DataRow("Keep(Regex.Match(I, P, RegexOptions.None, TimeSpan.FromDays(1)));")]
    [DataRow("Keep(Regex.Matches(I, P, RegexOptions.None, TimeSpan.FromDays(1)).Count);")]
    [DataRow("Keep(Regex.Split(I, P, RegexOptions.None, TimeSpan.FromDays(1)));")]
    [DataRow("Keep(Regex.Replace(I, P, \"\", RegexOptions.Compiled, Regex.InfiniteMatchTimeout));")]
    [DataRow("Keep(Regex.Replace(I, P, m => m.Value, RegexOptions.Compiled, TimeSpan.FromDays(1)));")]
    [DataRow("Func<string, string, RegexOptions, TimeSpan, string[]> f = Regex.Split; Keep(f(I, P, RegexOptions.None, TimeSpan.FromDays(1)));")]
    [DataRow("var m = new Regex(P).Match(\"1\" + new string(' ', 3)); Keep(m); Keep(new Regex(@\"\\d|^((\\d+)+)+$\").Match(\"x\" + I).NextMatch()); while (true) { }")]
    [DataRow("foreach (var m in Regex.EnumerateMatches(I, P)) Keep(m.Index);")]
    [DataRow("Func<string, bool> f = new Regex(P).IsMatch; Keep(f(I));")]
    [DataRow("Func<string, string, bool> f = Regex.IsMatch; Keep(f(I, P));")]
    [DataRow("try { Keep(Regex.IsMatch(I, P)); } catch { } while (true) { }")]
    [DataRow("var s = new string('a', 400_000); Keep(Regex.Replace(s, \"a(?=.*$)\", \"b\"));")]
    [DataRow("var s = new string('a', 400_000); Keep(new Regex(\"a(?=.*$)\").Replace(s, \"$0\"));")]
    [DataRow("var s = new string('a', 400_000); Keep(Regex.Count(s, \"a(?=.*$)\"));")]
    [DataRow("var s = new string('a', 400_000); Keep(Regex.Matches(s, \"a(?=.*$)\").ToList());")]
    [DataRow("var s = new string('a', 400_000); Keep(new Regex(\"a(?=.*$)\").Split(s));")]
    [DataRow("Keep(new Own(r => { while (true) { } }).IsMatch(I));")]
    [DataRow("Keep(new Own(r => r.Found(0, 1)).Matches(I).Count);")]
    [DataRow("Keep(new Own(r => r.Found(0, 1)).Count(I));")]
    [DataRow("Keep(new Own(r => r.Found(0, 0, 1)).Split(I));")]
    [DataRow("Keep(new Own(r => r.Found(0, 0, 1)).Replace(I, \"\"));")]
    [DataRow("Keep(new Own(r => r.Found(0, 0, 1)).Replace(I, m => \"\"));")]
    [DataRow("foreach (var m in new Own(r => r.Found(0, 1)).EnumerateMatches(I)) { }")]
    [DataRow("foreach (var m in new Own(r => r.Found(0, 1)).EnumerateSplits(I)) { }")]
    [DataRow("Keep(new Own(null).IsMatch(I));")]
    [DataRow("Keep(new Own(null).Matches(I).Count);")]
    [DataRow("Item.Look = () => { while (true) { } }; Keep(JsonSerializer.Serialize(new Item(), Context.Default.Item));")]
    [DataRow("Item.Look = () => { while (true) { } }; Keep(JsonSerializer.Deserialize(\"{\\\"Number\\\":1}\", Context.Default.Item));")]
    [DataRow("Keep(JsonSerializer.Serialize(new Item { More = new Endless() }, Context.Default.Item));")]
    [DataRow("Keep(new JsonSerializerOptions { TypeInfoResolver = new Spin() }.GetTypeInfo(typeof(Item)));")]
    [DataRow("JsonSerializer.Serialize(System.IO.Stream.Null, new Item { More = Enumerable.Repeat(\"\", int.MaxValue) }, Context.Default.Item); while (true) { }")]
    [DataRow("Keep(Enumerable.Range(0, int.MaxValue).Last());")]
    [DataRow("Keep(Enumerable.Range(0, int.MaxValue).Reverse().Count());")]
    [DataRow("Keep(Enumerable.Range(0, int.MaxValue).FirstOrDefault(i => false));")]
    [DataRow("Keep(Enumerable.Range(0, int.MaxValue).Select(i => (long)i).Sum());")]
    [DataRow("Keep(Enumerable.Repeat(1, int.MaxValue).Sum());")]
    [DataRow("Keep(Enumerable.InfiniteSequence(0, 1).Last());")]
    [DataRow("Keep(Enumerable.Sequence(0L, long.MaxValue, 1L).Last());")]
    [DataRow("IEnumerable<int> s = [1, 2]; for (var i = 0; i < 60; i++) s = s.Concat(s); Keep(s.Max());")]
    [DataRow("IEnumerable<int> s = [1, 2]; for (var i = 0; i < 40; i++) s = s.Concat(s); Keep(s.Count());")]
    [DataRow("Keep(BigInteger.Pow(3, 100_000_000));")]
    [DataRow("var n = (BigInteger)3; while (true) n *= n;")]
    [DataRow("var n = BigInteger.Pow(3, 2_000_000); Keep(BigInteger.ModPow(n - 1, n - 2, n));")]
    [DataRow("var n = BigInteger.One << 40_000_000; Keep(BigInteger.GreatestCommonDivisor(n - 1, (n >> 1) - 3));")]
    [DataRow("Keep(BigInteger.Parse(new string('7', 60_000_000)));")]
    [DataRow("Func<BigInteger, int, BigInteger> pow = BigInteger.Pow; Keep(pow(3, 100_000_000));")]
    [DataRow("new List<int>(new int[1000]).Sort((a, b) => { while (true) { } });")]
    [DataRow("var d = new Dictionary<Bad, int>(); for (var i = 0; ; i++) d[new Bad()] = i;")]
    [DataRow("Keep(string.Concat(new Endless()));")]
    [DataRow("Keep(new Lazy<int>(() => { while (true) { } }).Value);")]
    public void They_end_with_the_time_of_the_run(string body)
    {
        var (outcome, report) = Run(body, TimeSpan.FromMilliseconds(300));

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: true), outcome);
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    [TestMethod]
    [DataRow("Check(Regex.Replace(\"a1b22\", @\"(\\d+)\", \"<$1>\"), \"a<1>b<22>\");")]
    [DataRow("Check(new Regex(@\"\\d\").Replace(\"a1b22\", \"\", 2), \"ab2\");")]
    [DataRow("Check(string.Join('|', Regex.Split(\"a1b22c\", @\"(\\d)+\")), \"a|1|b|2|c\");")]
    [DataRow("Check(string.Join('|', new Regex(\"b\", RegexOptions.RightToLeft).Split(\"abcb\", 2)), \"abc|\");")]
    [DataRow("Check(new Own(r => r.Found(1, 2)).Match(\"abc\").Value, \"b\");")]
    [DataRow("Check(new Own(r => r.Found(1, 2)).MatchTimeout.ToString(), Regex.InfiniteMatchTimeout.ToString());")]
    [DataRow("Check(Regex.Matches(\"a1b22\", @\"\\d\").Select(m => m.Index).Sum().ToString(), \"8\");")]
    [DataRow("Check(Regex.Count(\"a1b22\", @\"\\d\") + Regex.Count(\"a1b22\".AsSpan(), @\"\\d\").ToString(), \"33\");")]
    [DataRow("Check(Regex.Replace(\"abc\", \"[ac]\", m => m.Value.ToUpperInvariant()), \"AbC\");")]
    [DataRow("Check(Regex.IsMatch(\"ABC\", \"b\", RegexOptions.IgnoreCase | RegexOptions.Compiled).ToString(), \"True\");")]
    [DataRow("try { Regex.Replace(\"a\", \"a\", (string)null!); } catch (ArgumentNullException e) { Check(e.ParamName!, \"replacement\"); }")]
    [DataRow("try { new Regex(\"(\"); } catch (ArgumentException) { }")]
    [DataRow("Check(new Regex(\"a\", RegexOptions.Compiled | RegexOptions.IgnoreCase).Options.ToString(), \"IgnoreCase\");")]
    [DataRow("Check(JsonSerializer.Serialize(JsonSerializer.Deserialize(\"{\\\"Number\\\":3}\", Context.Default.Item), Context.Default.Item), \"{\\\"Number\\\":3,\\\"More\\\":null}\");")]
    [DataRow("Check(BigInteger.Pow(2, 100).ToString(), \"1267650600228229401496703205376\");")]
    [DataRow("Check((BigInteger.Parse(\"123456789012345678901234567890\") * 3 / 2 % 1000).ToString(), \"835\");")]
    [DataRow("Check(BigInteger.ModPow(3, 200, 1000007).ToString(), ((int)(BigInteger.Pow(3, 200) % 1000007)).ToString());")]
    [DataRow("Check(BigInteger.TryParse(\"12x\", out _).ToString(), \"False\");")]
    [DataRow("Check(string.Join(',', Joined<int, string>.With<long>([1], [2], x => x.ToString())), \"1,2\");")]
    [DataRow("Check(Hidden.Count().ToString(), \"3\");")]
    [DataRow("Check(Constrained.All().ToString(), \"14\");")]
    [DataRow("Check(Enumerable.Range(5, 3).Concat(Enumerable.Repeat(1, 2)).Sum().ToString(), \"20\");")]
    [DataRow("try { Enumerable.Range(0, -1); } catch (ArgumentOutOfRangeException e) { Check(e.ParamName!, \"count\"); }")]
    public void Others_give_what_they_give_outside(string body)
    {
        var (outcome, report) = Run(body, TimeSpan.FromSeconds(60));

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    private static (Outcome<int> Outcome, UnloadReport Report) Run(string body, TimeSpan maxTime)
    {
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Script.Value,
            Quota = new Quota { MaxTime = maxTime, GracePeriod = TimeSpan.FromSeconds(20) },
            In = TextReader.Null,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
        });
        var guest = rexec.Load(CSharpFixture.Compile(
            $$"""
            using System;
            using System.Collections;
            using System.Collections.Generic;
            using System.Linq;
            using System.Numerics;
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using System.Text.Json.Serialization.Metadata;
            using System.Text.RegularExpressions;

            sealed class Item
            {
                public static Action Look = () => { };
                private int _number;
                public int Number { get { Look(); return _number; } set { Look(); _number = value; } }
                public IEnumerable<string>? More { get; set; }
            }

            [JsonSerializable(typeof(Item))]
            sealed partial class Context : JsonSerializerContext;

            sealed class Spin : IJsonTypeInfoResolver { public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) { while (true) { } } }

            sealed class Own : Regex
            {
                public Own(Action<Runner>? scan) { pattern = ""; capsize = 2; internalMatchTimeout = InfiniteMatchTimeout; factory = new Factory(scan); }
                sealed class Factory(Action<Runner>? scan) : RegexRunnerFactory
                {
                    protected override RegexRunner CreateInstance() => scan is null ? new Stuck() : new Runner(scan);
                }
            }

            sealed class Runner(Action<Runner> scan) : RegexRunner
            {
                public void Found(int start, int end, int next = -1) { Capture(0, start, end); runtextpos = next < 0 ? end : next - 1; }
                protected override void Scan(ReadOnlySpan<char> text) => scan(this);
            }

            sealed class Stuck : RegexRunner
            {
                protected override bool FindFirstChar() { runtextpos = 0; return false; }
                protected override void Go() { }
            }

            sealed class Bad { public override int GetHashCode() => 1; public override bool Equals(object? other) => false; }

            sealed class Endless : IEnumerable<string>
            {
                public IEnumerator<string> GetEnumerator() { while (true) yield return ""; }
                IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
            }

            static class Constrained
            {
                interface IOwn<T> { Func<T, int, IEnumerable<T>> Of() => Enumerable.Repeat; }
                sealed class Own : IOwn<string>;
                struct Value<T> where T : new() { public Func<T, int, IEnumerable<T>> Of => Enumerable.Repeat; }
                static IEnumerable<T> Unmanaged<T>() where T : unmanaged { Func<T, int, IEnumerable<T>> f = Enumerable.Repeat; return f(default, 1); }
                static IEnumerable<T> NotNull<T>() where T : notnull, new() { Func<T, int, IEnumerable<T>> f = Enumerable.Repeat; return f(new T(), 2); }
                static IEnumerable<T> Enums<T>() where T : struct, Enum { Func<T, int, IEnumerable<T>> f = Enumerable.Repeat; return f(default, 3); }
                static IEnumerable<T> Related<T, U>() where T : U where U : class, IEnumerable<U> { Func<T, int, IEnumerable<T>> f = Enumerable.Repeat; return f(default!, 4); }
                static IEnumerable<T> Math<T>() where T : INumber<T> { Func<T, T, T> g = T.Max; Func<T, int, IEnumerable<T>> f = Enumerable.Repeat; return f(g(T.One, T.Zero), 1); }
                sealed class Loop : IEnumerable<Loop> { public IEnumerator<Loop> GetEnumerator() { yield break; } IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }
                public static int All() => Unmanaged<(int, byte)>().Count() + NotNull<object>().Count() + Enums<DayOfWeek>().Count() + Related<Loop, Loop>().Count()
                    + Math<int>().Count() + ((IOwn<string>)new Own()).Of()("a", 1).Count() + new Value<object>().Of(new object(), 2).Count();
            }

            static class Hidden
            {
                private interface IMark { }
                private sealed class Item : IMark { }

                private static int CountOf<T>(T item) where T : IMark
                {
                    Func<T, int, IEnumerable<T>> repeat = Enumerable.Repeat;
                    return repeat(item, 2).Count();
                }

                public static int Count()
                {
                    Func<Item, int, IEnumerable<Item>> repeat = Enumerable.Repeat;
                    return repeat(new Item(), 1).Count() + CountOf(new Item());
                }
            }

            static class Joined<T, U> where T : struct where U : class
            {
                public static List<U> With<V>(T[] a, T[] b, Func<T, U> f) where V : IComparable<V>
                {
                    Func<IEnumerable<T>, IEnumerable<T>, IEnumerable<T>> concat = Enumerable.Concat;
                    Func<V, int, IEnumerable<V>> repeat = Enumerable.Repeat;
                    var list = new List<U>();
                    Func<int, int> ensure = list.EnsureCapacity;
                    ensure(10);
                    list.AddRange(concat(a, b).Select(f));
                    return repeat(default!, 1).Count() == 1 ? list : [];
                }
            }

            static class Program
            {
                const string P = @"^((\d+)+)+$";
                const string I = "123456789012345678901234567890123456789x";

                static object? kept;

                static void Keep(object? value) => kept = value;

                static void Check(string actual, string expected)
                {
                    if (actual != expected) throw new InvalidOperationException(actual);
                }

                static void Main()
                {
                    {{body}}
                }
            }
            """,
            exe: true));
        Assert.IsTrue(guest.IsAccepted, string.Join('\n', guest.Diagnostics.Select(found => found.Message)));
        var outcome = rexec.Run(guest.Value, []);
        return (outcome, rexec.Unload());
    }
}
