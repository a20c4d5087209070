using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>What a guest may allocate is counted before it is there, whoever allocates it.</summary>
[TestClass]
public sealed class AllocationTests
{
    private const long Limit = 32 * 1024 * 1024;

    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    [TestMethod]
    [DataRow("while (true) Keep(System.Buffers.ArrayPool<byte>.Shared.Rent(1_000_000));")]
    [DataRow("Keep(System.Buffers.ArrayPool<long>.Shared.Rent(int.MaxValue / 9));")]
    [DataRow("while (true) Keep(new object());")]
    [DataRow("while (true) Keep(new int[100]);")]
    [DataRow("while (true) Keep(new byte[100_000]);")]
    [DataRow("Keep(new byte[int.MaxValue]);")]
    [DataRow("Keep(new byte[0x7FFFFFC7]);")]
    [DataRow("long length = 2_000_000_000; Keep(new byte[length]);")]
    [DataRow("Keep(new Large[400_000]);")]
    [DataRow("Keep(new int[40_000, 40_000]);")]
    [DataRow("Keep(new int[1, 2, 1_000_000_000]);")]
    [DataRow("Keep(Make<Large>(400_000));")]
    [DataRow("while (true) Keep((object)Environment.TickCount);")]
    [DataRow("while (true) Keep((object)default(Large));")]
    [DataRow("while (true) { Func<int> f = new int[10].Count; Keep(f); }")]
    [DataRow("while (true) { var n = Environment.TickCount; Func<int> f = () => n; Keep(f); }")]
    [DataRow("Span<int> s = stackalloc int[1000]; while (true) { Keep(Sum(s)); Span<int> t = More(); s = t; } static Span<int> More() { Span<int> x = stackalloc int[100_000]; return x.ToArray(); }")]
    [DataRow("Keep(new string('a', 1_000_000_000));")]
    [DataRow("var b = new byte[16_000_000]; Keep(Convert.ToHexString(b.AsSpan()));")]
    [DataRow("var b = new byte[16_000_000]; Keep(Convert.ToHexStringLower(b, 0, b.Length));")]
    [DataRow("var b = new byte[16_000_000]; Keep(BitConverter.ToString(b, 1));")]
    [DataRow("var s = new string('\\u4e2d', 3_000_000); Keep(System.Text.Encodings.Web.JavaScriptEncoder.Default.Encode(s));")]
    [DataRow("var s = new string('\\u4e2d', 3_000_000); Keep(System.Text.Json.JsonEncodedText.Encode(s));")]
    [DataRow("var s = new string('\\ufdfa', 2_000_000); Keep(s.Normalize(System.Text.NormalizationForm.FormKD));")]
    [DataRow("Keep(System.Web.HttpUtility.ParseQueryString(string.Join('&', Enumerable.Range(0, 1_000_000))));")]
    [DataRow("Keep(System.Web.HttpUtility.UrlEncode(new string('\\u4e2d', 2_000_000)));")]
    [DataRow("Keep(\"a\".PadLeft(1_000_000_000));")]
    [DataRow("Func<int, string> pad = \"a\".PadRight; Keep(pad(1_000_000_000));")]
    [DataRow("Func<int, char, string> pad = \"a\".PadLeft; Keep(pad(1_000_000_000, 'b'));")]
    [DataRow("var s = \"abcdefgh\"; while (true) s += s;")]
    [DataRow("var s = \"abcdefgh\"; while (true) s = string.Concat(s, s, s, s);")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Concat(s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Join(\",\", Enumerable.Repeat(s, 10_000)));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Join(\",\", Enumerable.Repeat(s, 10_000).ToList()));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Join(\",\", Enumerable.Repeat(s, 10_000).ToArray()));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Join(s, new string[1_000]));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Join(s, new object[1_000]));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Concat(Enumerable.Repeat(s, 10_000)));")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Concat(Enumerable.Repeat((object)s, 10_000)));")]
    [DataRow("var s = new string('a', 100_000); Keep(s.Replace(\"a\", s));")]
    [DataRow("var s = new string('a', 100_000); Keep(s.Replace(\"a\", s, StringComparison.Ordinal));")]
    [DataRow("Func<string, string, string> f = new string('a', 100_000).Replace; Keep(f(\"a\", new string('b', 100_000)));")]
    [DataRow("var s = new string('a', 100_000); Keep(new StringBuilder(s).Replace(\"a\", s).ToString());")]
    [DataRow("var s = new string('a', 1_000_000); Keep(string.Format(string.Concat(Enumerable.Repeat(\"{0}\", 1000)), s));")]
    [DataRow("Keep(string.Format(string.Concat(Enumerable.Repeat(\"{0,999999}\", 1000)), 1));")]
    [DataRow("Keep(1.ToString(\"D999999999\"));")]
    [DataRow("Keep(1.5.ToString(\"F999999999\", System.Globalization.CultureInfo.InvariantCulture));")]
    [DataRow("Keep(((IFormattable)1).ToString(\"D999999999\", null));")]
    [DataRow("Keep(Text(1)); static string Text<T>(T n) where T : IFormattable => n.ToString(\"D999999999\", null);")]
    [DataRow("Func<string, string> f = 1.ToString; Keep(f(\"D999999999\"));")]
    [DataRow("Keep($\"{1,1000000000}\");")]
    [DataRow("Keep($\"{1,-1000000000}\");")]
    [DataRow("Keep($\"{1:D999999999}\");")]
    [DataRow("Keep(new List<int>(1_000_000_000));")]
    [DataRow("Keep(new MyList(1_000_000_000));")]
    [DataRow("Keep(new List<Large>(400_000));")]
    [DataRow("var l = new List<int>(); l.EnsureCapacity(1_000_000_000);")]
    [DataRow("var l = new List<int>(); l.Capacity = 1_000_000_000;")]
    [DataRow("var l = new List<int>(); Func<int, int> f = l.EnsureCapacity; f(1_000_000_000);")]
    [DataRow("Keep(new Dictionary<string, Large>(400_000));")]
    [DataRow("Keep(new HashSet<int>(1_000_000_000));")]
    [DataRow("Keep(new Stack<int>(1_000_000_000)); Keep(new Queue<int>(1_000_000_000));")]
    [DataRow("Keep(new StringBuilder(1_000_000_000));")]
    [DataRow("new StringBuilder().Append('a', 1_000_000_000);")]
    [DataRow("new StringBuilder().Insert(0, \"abcdefgh\", 100_000_000);")]
    [DataRow("var b = new StringBuilder(); b.Length = 1_000_000_000;")]
    [DataRow("var s = new string('a', 1_000_000); new StringBuilder().AppendJoin(',', Enumerable.Repeat(s, 10_000));")]
    [DataRow("var s = new string('a', 1_000_000); new StringBuilder().AppendJoin(s, new string[1000]);")]
    [DataRow("var b = new StringBuilder(\"abcdefgh\"); while (true) b.Append(b.ToString());")]
    [DataRow("Keep(new System.IO.MemoryStream(1_000_000_000));")]
    [DataRow("new System.IO.MemoryStream().SetLength(1_000_000_000);")]
    [DataRow("System.IO.Stream s = new System.IO.MemoryStream(); s.SetLength(1_000_000_000);")]
    [DataRow("var s = new System.IO.MemoryStream(); s.Position = 1_000_000_000; s.WriteByte(1);")]
    [DataRow("System.IO.Stream s = new System.IO.MemoryStream(); s.Seek(1_000_000_000, System.IO.SeekOrigin.End); s.WriteByte(1);")]
    [DataRow("var a = new int[1]; Array.Resize(ref a, 1_000_000_000);")]
    [DataRow("Keep(Enumerable.Range(0, 1_000_000_000).ToArray());")]
    [DataRow("Keep(Enumerable.Range(0, 1_000_000_000).ToList());")]
    [DataRow("Keep(Enumerable.Range(0, 1_000_000_000).ToHashSet());")]
    [DataRow("Keep(Enumerable.Range(0, 1_000_000_000).Reverse().ToList());")]
    [DataRow("Keep(Enumerable.Range(0, 10).Intersect(Enumerable.Range(0, 1_000_000_000)).Count());")]
    [DataRow("Keep(Enumerable.Repeat('a', 1_000_000_000).Order().ToList());")]
    [DataRow("Keep(Enumerable.InfiniteSequence(0, 1).ToList());")]
    [DataRow("IEnumerable<int> s = [1, 2]; for (var i = 0; i < 40; i++) s = s.Concat(s); Keep(s.ToList());")]
    [DataRow("Action a = () => { }; while (true) a += a;")]
    [DataRow("var l = new List<int> { 1 }; while (true) l.AddRange(l);")]
    [DataRow("var l = new List<int>(); while (true) l.Add(1);")]
    [DataRow("var b = new StringBuilder(); while (true) b.Append(\"abcdefgh\");")]
    [DataRow("var d = new Dictionary<int, int>(); for (var i = 0; ; i++) d[i] = i;")]
    [DataRow("new System.Buffers.ArrayBufferWriter<byte>().GetSpan(1_000_000_000)[0] = 1;")]
    [DataRow("System.Buffers.IBufferWriter<long> w = new System.Buffers.ArrayBufferWriter<long>(); Keep(w.GetMemory(100_000_000).Length);")]
    [DataRow("Keep(string.Format(null, CompositeFormat.Parse(string.Concat(Enumerable.Repeat(\"{0}\", 100))), new string('a', 1_000_000)));")]
    [DataRow("Keep(string.Format(null, CompositeFormat.Parse(string.Concat(Enumerable.Repeat(\"{0}\", 100))), [new string('a', 1_000_000)]));")]
    [DataRow("new StringBuilder().AppendFormat(null, CompositeFormat.Parse(string.Concat(Enumerable.Repeat(\"{1}\", 100))), 1, new string('a', 1_000_000));")]
    [DataRow("Func<IFormatProvider?, CompositeFormat, string, string> f = string.Format; Keep(f(null, CompositeFormat.Parse(string.Concat(Enumerable.Repeat(\"{0}\", 100))), new string('a', 1_000_000)));")]
    [DataRow("new System.IO.StringWriter().Write(string.Concat(Enumerable.Repeat(\"{0}\", 100)), new string('a', 1_000_000));")]
    [DataRow("Console.Out.WriteLine(string.Concat(Enumerable.Repeat(\"{0}\", 100)), new string('a', 1_000_000));")]
    [DataRow("Console.Write(string.Concat(Enumerable.Repeat(\"{0}\", 100)), new string('a', 1_000_000));")]
    [DataRow("var h = new System.Runtime.CompilerServices.DefaultInterpolatedStringHandler(1_000_000_000, 0); Keep(h.ToStringAndClear());")]
    [DataRow("var h = new System.Runtime.CompilerServices.DefaultInterpolatedStringHandler(0, 90_000_000, null); Keep(h.ToStringAndClear());")]
    [DataRow("Keep(Array.ConvertAll(new byte[10_000_000], b => default(Large)));")]
    [DataRow("Keep(new byte[10_000_000].Select(b => default(Large)).ToArray());")]
    [DataRow("Keep(new List<byte>(new byte[10_000_000]).Select(b => default(Large)).ToList());")]
    [DataRow("Keep(new byte[10_000_000].Cast<object>().ToList());")]
    [DataRow("var i = 0; Keep(new byte[10_000_000].ToDictionary(b => i++, b => default(Large)));")]
    [DataRow("Func<IEnumerable<Large>, Large[]> f = Enumerable.ToArray; Keep(f(new byte[10_000_000].Select(b => default(Large))));")]
    [DataRow("Keep(new Queue<int>(1_000_000_000));")]
    [DataRow("Keep(new SortedList<int, int>(1_000_000_000));")]
    [DataRow("Keep(new PriorityQueue<int, int>(1_000_000_000));")]
    [DataRow("Keep(new System.Collections.BitArray(int.MaxValue));")]
    [DataRow("Keep(new System.Collections.Concurrent.ConcurrentDictionary<int, int>(100_000_000, 1));")]
    [DataRow("Keep(new System.Collections.Hashtable(100_000_000));")]
    [DataRow("Keep(System.Collections.Immutable.ImmutableArray.CreateBuilder<int>(1_000_000_000));")]
    [DataRow("Keep(Enumerable.Range(0, 100_000_000).ToLookup(i => i));")]
    [DataRow("Keep(Enumerable.Range(0, 100_000_000).GroupBy(i => i).Count());")]
    [DataRow("foreach (var c in Enumerable.Range(0, 1_000_000_000).Chunk(1_000_000_000)) Keep(c);")]
    [DataRow("Keep(string.Create(1_000_000_000, 0, (s, x) => { }));")]
    [DataRow("Keep(Encoding.UTF32.GetBytes(new string('a', 10_000_000)));")]
    [DataRow("Keep(System.Numerics.BigInteger.One << 1_000_000_000);")]
    [DataRow("Keep(System.Text.RegularExpressions.Regex.Replace(new string('a', 10_000), \"a\", \"$_\"));")]
    [DataRow("Keep(System.Text.RegularExpressions.Regex.Split(new string('a', 3_000_000), \"a\"));")]
    [DataRow("var s = new string('b', 1_000_000); Keep(System.Text.RegularExpressions.Regex.Replace(new string('a', 1_000), \"a\", s));")]
    [DataRow("var s = new string('b', 1_000_000); Keep(System.Text.RegularExpressions.Regex.Replace(new string('a', 1_000), \"a\", m => s));")]
    [DataRow("while (true) Keep(new Own().Split(\"a\"));")]
    [DataRow("while (true) Keep(new Own().IsMatch(\"a\"));")]
    [DataRow("var s = new string('b', 1_000_000); Keep(JsonSerializer.Serialize(Enumerable.Repeat(s, 1_000).ToList(), Context.Default.ListString));")]
    [DataRow("var s = new string('b', 1_000_000); JsonSerializer.Serialize(new Utf8JsonWriter(new System.Buffers.ArrayBufferWriter<byte>()), Enumerable.Repeat(s, 1_000).ToList(), Context.Default.ListString);")]
    [DataRow("var s = new string('b', 1_000_000); JsonSerializer.Serialize(new System.IO.MemoryStream(), Enumerable.Repeat(s, 1_000).ToList(), Context.Default.ListString);")]
    [DataRow("Keep(JsonSerializer.Deserialize('[' + string.Join(',', Enumerable.Repeat(\"{}\", 150_000)) + ']', Context.Default.ListWide));")]
    [DataRow("Keep(JsonSerializer.Deserialize(JsonDocument.Parse('[' + string.Join(',', Enumerable.Repeat(\"{}\", 150_000)) + ']'), Context.Default.ListWide));")]
    [DataRow("var s = new string('b', 1_000_000); var a = new System.Text.Json.Nodes.JsonArray(); for (var i = 0; i < 1_000; i++) a.Add((System.Text.Json.Nodes.JsonNode?)s); a.WriteTo(new Utf8JsonWriter(new System.Buffers.ArrayBufferWriter<byte>()));")]
    [DataRow("var l = new List<long>(new long[1_000]); while (true) { l.InsertRange(0, l); Keep(l.ToArray()); }")]
    [DataRow("Keep(new Random().GetItems(new long[] { 1 }, 100_000_000));")]
    [DataRow("Action a = () => { }; for (var i = 0; i < 30; i++) a += a; while (true) Keep(a.GetInvocationList());")]
    [DataRow("while (true) Keep(string.Join(\",\", 1, 2, 3));")]
    [DataRow("while (true) Keep(Environment.TickCount.ToString());")]
    [DataRow("try { while (true) Keep(new byte[10_000]); } catch { while (true) Keep(new byte[10_000]); } finally { while (true) Keep(new byte[10_000]); }")]
    [DataRow("try { Keep(new byte[int.Parse(\"-1\")]); } catch (OverflowException) { } while (true) Keep(new byte[10_000]);")]
    [DataRow("for (var i = 0; i < 1000; i++) try { Keep(new byte[int.Parse(\"-2147483648\")]); } catch (OverflowException) { } while (true) Keep(new byte[10_000]);")]
    [DataRow("var s = new string('a', 2_000_000); while (true) Keep(s.Split('a'));")]
    [DataRow("Keep(new string('\\uFDFA', 1_000_000).Normalize(NormalizationForm.FormKD));")]
    [DataRow("var o = new object[100]; while (true) { o = (object[])o.Clone(); Keep(o); }")]
    [DataRow("try { while (true) Keep(new byte[10_000]); } finally { while (true) Keep(new byte[10_000]); }")]
    [DataRow("var p = new Copied(); while (true) Keep(p.Copy());")]
    public void More_than_the_limit_ends_the_run(string body)
    {
        var (outcome, allocated) = Run(body);

        Assert.IsInstanceOfType<Outcome<int>.OutOfMemory>(outcome, outcome.ToString());
        Assert.IsLessThan(Limit * 3 / 2, allocated);
    }

    [TestMethod]
    [DataRow("var s = \"\"; for (var i = 0; i < 1000; i++) s += i; Keep(s);")]
    [DataRow("Keep(string.Join(\", \", Enumerable.Range(0, 10_000).Select(i => $\"{i,8:D4}\")));")]
    [DataRow("var d = new Dictionary<string, int>(1000); for (var i = 0; i < 1000; i++) d[i.ToString(\"X8\")] = i; Keep(d);")]
    [DataRow("Keep(new int[100, 100]); Keep(new string('x', 100_000).PadLeft(200_000).Replace(\"x\", \"yy\"));")]
    [DataRow("Keep(string.Format(\"{0,10} {1:F2} {2}\", 1, 2.5, \"three\"));")]
    [DataRow("try { Keep(new byte[int.Parse(\"-1\")]); } catch (OverflowException) { Keep(1); }")]
    [DataRow("var l = new List<Large>(10); l.EnsureCapacity(100); l.AddRange(new Large[50]); Keep(l);")]
    [DataRow("Func<int, string> pad = \"a\".PadLeft; Func<string, string, string> f = \"aaa\".Replace; Keep(pad(10) + f(\"a\", \"b\"));")]
    [DataRow("Keep(Enumerable.Range(0, 100_000).Where(i => i % 2 == 0).Concat(Enumerable.Repeat(1, 1000)).ToList());")]
    [DataRow("Keep(new Large[1000].Length); Keep(Make<long>(1000));")]
    [DataRow("Keep(new List<int>(Enumerable.Range(0, 1_000)).ToArray());")]
    [DataRow("Keep(new Liar().ToArray().Length == 1 && new Liar().ToList().Count == 1 && new Liar().ToDictionary(i => i).Count == 1 ? 1 : throw new Exception());")]
    [DataRow("Keep(string.Format(null, CompositeFormat.Parse(\"{0} {1}\"), 1, \"b\") == \"1 b\" ? 1 : throw new Exception());")]
    [DataRow("Keep(new StringBuilder().AppendFormat(null, CompositeFormat.Parse(\"{0}{1}{2}\"), 1, \"b\", 2.5).ToString() == \"1b2.5\" ? 1 : throw new Exception());")]
    [DataRow("Console.WriteLine(\"{0} {1}\", 1, \"b\"); Console.Write(\"{0}\", new string('a', 1_000_000));")]
    [DataRow("Keep(new byte[1_000_000].Select(b => (long)b).ToArray()); Keep(new byte[1000].Select((b, i) => i).ToDictionary(i => i, i => default(Large)));")]
    [DataRow("var w = new System.Buffers.ArrayBufferWriter<byte>(); for (var i = 0; i < 10_000; i++) { w.GetSpan(4_096); w.Advance(1); }")]
    [DataRow("for (var i = 0; i < 10_000; i++) Keep($\"{i} of {10_000}\"); Keep(Array.ConvertAll(new int[1000], i => default(Large)));")]
    public void Less_does_not(string body)
    {
        var (outcome, allocated) = Run(body);

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.IsLessThan(Limit, allocated);
    }

    [TestMethod]
    public void Each_run_has_the_whole_limit()
    {
        var rexec = Environment();
        var guest = rexec.Load(Program("Keep(new byte[20_000_000]);")).Value;

        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(guest, []));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(guest, []));
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void A_guest_that_used_up_its_memory_is_gone_and_others_run()
    {
        var rexec = Environment();
        for (var round = 0; round < 3; round++)
        {
            var hostile = rexec.Load(Program("var all = new List<byte[]>(); while (true) all.Add(new byte[100_000]);")).Value;
            Assert.IsInstanceOfType<Outcome<int>.OutOfMemory>(rexec.Run(hostile, []));
            Assert.IsTrue(rexec.Unload(hostile).Collected);
            var other = rexec.Load(Program("Keep(new byte[1000]);")).Value;
            Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(other, []));
        }

        Assert.IsTrue(rexec.Unload().Collected);
    }

    private static (Outcome<int> Outcome, long Allocated) Run(string body)
    {
        var rexec = Environment();
        var guest = rexec.Load(Program(body));
        Assert.IsTrue(guest.IsAccepted, string.Join('\n', guest.Diagnostics.Select(found => found.Message)));
        var outcome = rexec.Run(guest.Value, []);
        var allocated = guest.Value.Sandbox.Allocations.Allocated;
        Assert.IsTrue(rexec.Unload().Collected);
        return (outcome, allocated);
    }

    private static Rexec Environment() => new(new RexecOptions
    {
        Policy = Script.Value,
        Quota = new Quota { MaxTime = TimeSpan.FromSeconds(60), GracePeriod = TimeSpan.FromSeconds(20), MaxAllocation = Limit },
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
    });

    private static Verifier.GuestImage Program(string body) => CSharpFixture.Compile(
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Text;
            using System.Text.Json;
            using System.Text.Json.Serialization;

            struct Wide { public Large A { get; set; } public Large B { get; set; } public Large C { get; set; } public Large D { get; set; } }

            [JsonSerializable(typeof(List<string>))]
            [JsonSerializable(typeof(List<Wide>))]
            sealed partial class Context : JsonSerializerContext;

            struct Large { public long A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P; }

            sealed class Liar : ICollection<long>
            {
                int asked;
                public int Count => asked++ == 0 ? 0 : 300_000_000;
                public bool IsReadOnly => true;
                public void Add(long item) { }
                public void Clear() { }
                public bool Contains(long item) => false;
                public void CopyTo(long[] array, int index) { }
                public bool Remove(long item) => false;
                public IEnumerator<long> GetEnumerator() { yield return 1; }
                System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            }

            sealed class Own : System.Text.RegularExpressions.Regex
            {
                public Own() { pattern = ""; capsize = 10_000; factory = new Factory(); }
                sealed class Factory : System.Text.RegularExpressions.RegexRunnerFactory { protected override System.Text.RegularExpressions.RegexRunner CreateInstance() => new Runner(); }
                sealed class Runner : System.Text.RegularExpressions.RegexRunner { protected override void Scan(ReadOnlySpan<char> text) { Capture(0, 0, 0); } }
            }

            sealed class MyList : List<int> { public MyList(int capacity) : base(capacity) { } }

            sealed class Copied { public Large A, B, C; public object Copy() => MemberwiseClone(); }

            static class Program
            {
                static object? kept;

                static void Keep(object? value) => kept = value;

                static T[] Make<T>(int length) => new T[length];

                static object Sum(Span<int> numbers) => numbers.Length;

                static void Main()
                {
                    {{body}}
                }
            }
            """),
        exe: true);
}
