using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Framework calls cost fuel by the size of what they are given, before they are done.</summary>
[TestClass]
public sealed class WorkTests
{
    private const int Small = 1_000;
    private const int Large = 10_000;

    /// <summary>Calls whose work is in proportion to <c>n</c>: what is made before, and the call.</summary>
    private static readonly (string Setup, string Call)[] Linear =
    [
        ("var a = Numbers(n);", "Array.Reverse(a);"),
        ("var a = Numbers(n);", "Array.Fill(a, 7);"),
        ("var a = Numbers(n); var b = new int[n];", "Array.Copy(a, b, n);"),
        ("var a = Numbers(n); var b = new int[n];", "a.CopyTo(b, 0);"),
        ("var a = Numbers(n);", "Count += Array.IndexOf(a, -1);"),
        ("var a = Numbers(n);", "Count += Array.LastIndexOf(a, -1);"),
        ("var a = Numbers(n);", "Array.Clear(a);"),
        ("var a = Numbers(n);", "a.AsSpan().Fill(3);"),
        ("var a = Numbers(n);", "Count += a.AsSpan().IndexOf(-1);"),
        ("var a = Numbers(n); var b = Numbers(n);", "Count += a.AsSpan().SequenceEqual(b) ? 1 : 0;"),
        ("var a = Numbers(n).ToList();", "Count += a.IndexOf(-1);"),
        ("var a = Numbers(n).ToList();", "Count += a.Contains(-1) ? 1 : 0;"),
        ("var a = Numbers(n).ToList();", "a.Remove(-1);"),
        ("var a = Numbers(n).ToList();", "a.Insert(0, 1);"),
        ("var a = Numbers(n).ToList();", "a.RemoveAt(0);"),
        ("var a = Numbers(n).ToList();", "a.Reverse();"),
        ("var a = Numbers(n).ToList(); var b = Numbers(n);", "a.InsertRange(0, b);"),
        ("var a = new List<int>(2 * n); var b = Numbers(n);", "a.AddRange(b);"),
        ("var a = new LinkedList<int>(Numbers(n));", "Count += a.Contains(-1) ? 1 : 0;"),
        ("ICollection<int> a = Numbers(n).ToList();", "Count += a.Contains(-1) ? 1 : 0;"),
        ("var a = System.Collections.Immutable.ImmutableArray.Create(Numbers(n));", "Count += a.IndexOf(-1);"),
        ("var a = System.Collections.Immutable.ImmutableArray.Create(Numbers(n));", "Count += a.Add(1).Length;"),
        ("var a = new Queue<int>(Numbers(n));", "Count += a.ToArray().Length;"),
        ("var a = Numbers(n).ToHashSet(); var b = Numbers(n);", "a.UnionWith(b);"),
        ("var a = Numbers(n).ToHashSet(); var b = Numbers(n);", "Count += a.SetEquals(b) ? 1 : 0;"),
        ("var a = Numbers(n).ToDictionary(x => x);", "Count += a.ContainsValue(-1) ? 1 : 0;"),
        ("var a = new Dictionary<string, int>(); var b = new string('a', n);", "Count += a.TryGetValue(b, out var found) ? found : 0;"),
        ("var a = Numbers(n);", "Count += a.Sum();"),
        ("var a = Numbers(n);", "Count += a.Max();"),
        ("var a = Numbers(n);", "Count += Enumerable.Contains(a, -1) ? 1 : 0;"),
        ("var a = Numbers(n).Distinct();", "Count += a.Count();"),
        ("var a = new int[n].Distinct();", "Count += a.Count();"),
        ("var a = Numbers(n).ToHashSet().Skip(n - 1);", "foreach (var x in a) Count += x;"),
        ("var a = Numbers(n); var b = Numbers(n);", "Count += a.Except(b).Count();"),
        ("var a = Numbers(n); var b = Numbers(10);", "Count += b.SelectMany(x => a).Count();"),
        ("var a = Numbers(n);", "Count += a.ToArray().Length;"),
        ("var s = new string('a', n);", "Count += s.IndexOf('b');"),
        ("var s = new string('a', n);", "Count += s.LastIndexOf('b');"),
        ("var s = new string('a', n);", "Count += s.Contains('b') ? 1 : 0;"),
        ("var s = new string('a', n);", "Count += s.Contains(\"bb\") ? 1 : 0;"),
        ("var s = new string('a', n);", "Count += s.Replace('a', 'b').Length;"),
        ("var s = new string('a', n);", "Count += s.ToUpperInvariant().Length;"),
        ("var s = new string('a', n); var t = new string('a', n);", "Count += string.CompareOrdinal(s, t);"),
        ("var s = new string('a', n); var t = new string('a', n);", "Count += string.Compare(s, t, StringComparison.OrdinalIgnoreCase);"),
        ("var s = new string('a', n); var t = new string('a', n);", "Count += s == t ? 1 : 0;"),
        ("var s = new string('a', n);", "Count += s.GetHashCode() & 1;"),
        ("var s = new string('a', n);", "Count += s.Split(',').Length;"),
        ("var s = new string('a', n);", "Count += s.Substring(1).Length;"),
        ("var s = new string('a', n);", "Count += s.AsSpan().Count('b');"),
        ("var s = new string('1', n);", "Count += int.TryParse(s, out var k) ? k : 0;"),
        ("var s = new StringBuilder(new string('a', n));", "Count += s.ToString().Length;"),
        ("var s = new StringBuilder(new string('a', n));", "s.Replace('a', 'b');"),
        ("var s = new StringBuilder(new string('a', n));", "s.Insert(0, 'b');"),
        ("var s = new string('a', n);", "Count += Encoding.UTF8.GetByteCount(s);"),
        ("var s = new string('a', n);", "Count += Regex.IsMatch(s, \"b\") ? 1 : 0;"),
        ("var s = new string('a', n); var r = new Regex(\"ab\");", "Count += r.IsMatch(s) ? 1 : 0;"),
        ("var s = new string('a', n); var m = Regex.Match(s, \"a\");", "for (var k = m; k.Success; k = k.NextMatch()) Count++;"),
        ("var b = BigInteger.One << (32 * n);", "Count += (b + b).IsEven ? 1 : 0;"),
        ("var a = Numbers(n).Select(_ => Task.CompletedTask).ToArray();", "Task.WhenAll(a).Wait();"),
        ("Func<string, bool> f = string.IsNullOrWhiteSpace; var s = new string(' ', n);", "Count += f(s) ? 1 : 0;"),
    ];

    /// <summary>Calls that take the logarithm of their size as often as the size.</summary>
    private static readonly (string Setup, string Call)[] Sorting =
    [
        ("var a = Numbers(n);", "Array.Sort(a);"),
        ("var a = Numbers(n); var b = Numbers(n);", "Array.Sort(a, b);"),
        ("var a = Numbers(n).ToList();", "a.Sort();"),
        ("var a = Numbers(n);", "a.AsSpan().Sort();"),
        ("var a = Numbers(n);", "foreach (var x in a.Order()) Count = x;"),
    ];

    /// <summary>Calls that take the product of two sizes.</summary>
    private static readonly (string Setup, string Call)[] Products =
    [
        ("var s = new string('a', n); var t = new string('a', n / 2) + 'b';", "Count += s.IndexOf(t, StringComparison.Ordinal);"),
        ("var s = new string('a', n); var t = new string('a', n / 2) + 'b';", "Count += s.Contains(t) ? 1 : 0;"),
        ("var s = new string('a', n); var t = new string('a', n / 2) + 'b';", "Count += s.Replace(t, \"\").Length;"),
        ("var s = new string('a', n); var t = new string('a', n / 2) + 'b';", "Count += s.Split(t).Length;"),
        ("var s = new string('a', n); var t = new string('b', n / 2);", "Count += s.AsSpan().IndexOfAny(t);"),
        ("var s = new string('a', n); var t = new string('a', n / 2) + 'b';", "Count += s.AsSpan().IndexOf(t);"),
        ("var b = BigInteger.One << (32 * n);", "Count += b.ToString().Length;"),
    ];

    /// <summary>Calls that take the same however large what they are called on is.</summary>
    private static readonly (string Setup, string Call)[] Constant =
    [
        ("var a = Numbers(n).ToList();", "a.Add(1); Count += a[^1]; a.RemoveAt(a.Count - 1);"),
        ("var a = Numbers(n).ToDictionary(x => x);", "a[1] = 2; Count += a.Count; a.Remove(-1); Count += a.ContainsKey(-5) ? 1 : 0;"),
        ("var a = Numbers(n).ToHashSet();", "a.Add(1); Count += a.Contains(-1) ? 1 : 0;"),
        ("var a = Numbers(n);", "Count += a.AsSpan(1, 2).Length; Count += Array.IndexOf(a, 3);"),
        ("var s = new string('a', n);", "Count += s.IndexOf('a'); Count += s[1]; Count += s.Substring(2, 3).Length; Count += s.StartsWith(\"aa\", StringComparison.Ordinal) ? 1 : 0;"),
        ("var s = new string('a', n / 2) + \",\" + new string('a', n / 2);", "Count += s.IndexOf(',', n / 2); Count += s.LastIndexOf(\"a,\", n / 2 + 1, StringComparison.Ordinal);"),
        ("var s = new string('a', n);", "Count += s == \"a\" ? 1 : 0; Count += s.AsSpan(1, 3).ToString().Length;"),
        ("var s = new StringBuilder(new string('a', n));", "s.Append('a'); s.Append(\"abc\");"),
        ("var a = new Queue<int>(Numbers(n));", "a.Enqueue(1); Count += a.Dequeue(); Count += a.Peek();"),
        ("var a = Numbers(n);", "Count += a.First(); Count += a.Skip(n - 1).First(); Count += a.Count(); Count += a.Any() ? 1 : 0;"),
        ("var b = new byte[n];", "Count += BitConverter.ToInt32(b, 4); Count += System.Buffers.Binary.BinaryPrimitives.ReadInt16LittleEndian(b);"),
        ("var b = new System.IO.MemoryStream(new byte[n]);", "Count += b.ReadByte(); b.Position = 1; b.WriteByte(3);"),
    ];

    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    private static readonly Lazy<Rexec> Environment = new(() => New(1_000_000_000_000));

    private static readonly Lazy<Guest> Loaded = new(() => Load(Environment.Value, All));

    [ClassCleanup]
    public static void Unload() => Environment.Value.Unload();

    [TestMethod]
    public void Ten_times_the_size_costs_about_ten_times() => Expect(Linear, 7, 14);

    [TestMethod]
    public void Sorting_costs_the_logarithm_besides() => Expect(Sorting, 9, 18);

    [TestMethod]
    public void A_search_for_one_long_text_in_another_costs_the_product() => Expect(Products, 70, 130);

    [TestMethod]
    public void What_finds_its_place_at_once_costs_the_same() => Expect(Constant, 0.7, 1.4);

    [TestMethod]
    public void The_product_is_charged_before_the_work_is_done()
    {
        foreach (var program in Products)
        {
            var rexec = New(20_000_000);
            var outcome = Run(rexec, Load(rexec, [program]), 0, 300_000, 1);
            rexec.Unload();

            Assert.AreEqual(new Outcome<int>.OutOfFuel(), outcome, program.Call);
        }
    }

    [TestMethod]
    public void The_same_work_costs_the_same()
    {
        for (var program = 0; program < All.Length; program++)
        {
            Assert.AreEqual(Use(program, 200, 2), Use(program, 200, 2), All[program].Call);
        }
    }

    private static (string Setup, string Call)[] All => [.. Linear, .. Sorting, .. Products, .. Constant];

    private static void Expect((string Setup, string Call)[] programs, double least, double most)
    {
        var faults = new List<string>();
        foreach (var entry in programs)
        {
            var program = Array.IndexOf(All, entry);
            double small = Cost(program, Small), large = Cost(program, Large);
            if (large / small < least || large / small > most)
            {
                faults.Add($"{entry.Setup} {entry.Call} {small} {large}");
            }
        }

        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    private static long Cost(int program, int n) => Use(program, n, 2) - Use(program, n, 1);

    private static long Use(int program, int n, int times)
    {
        Assert.AreEqual(new Outcome<int>.Returned(0), Run(Environment.Value, Loaded.Value, program, n, times), All[program].Call);
        return Loaded.Value.Usage!.Fuel;
    }

    private static Outcome<int> Run(Rexec rexec, Guest guest, params int[] arguments) =>
        rexec.Run(guest, [.. arguments.Select(argument => argument.ToString(CultureInfo.InvariantCulture))]);

    private static Rexec New(long fuel) => new(new RexecOptions
    {
        Policy = Script.Value,
        Quota = new Quota { MaxFuel = fuel, MaxTime = TimeSpan.FromMinutes(1) },
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
    });

    private static Guest Load(Rexec rexec, (string Setup, string Call)[] programs)
    {
        var loaded = rexec.Load(CSharpFixture.Compile(
            $$"""
            using System; using System.Collections.Generic; using System.Linq; using System.Numerics; using System.Text;
            using System.Text.RegularExpressions; using System.Threading.Tasks;
            static class Program
            {
                static int Count;
                static int[] Numbers(int n) { var a = new int[n]; for (var i = 0; i < n; i++) a[i] = i; return a; }
                static void Main(string[] args)
                {
                    var (n, times) = (int.Parse(args[1]), int.Parse(args[2]));
                    switch (int.Parse(args[0]))
                    {
                        {{string.Join('\n', programs.Select((program, index) => $"case {index}: P{index}(n, times); break;"))}}
                    }
                }
                {{string.Join('\n', programs.Select((program, index) => $"static void P{index}(int n, int times) {{ {program.Setup} for (var i = 0; i < times; i++) {{ {program.Call} }} }}"))}}
            }
            """,
            exe: true));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        return loaded.Value;
    }
}
