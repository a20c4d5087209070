// classes that pretend to be generated expressions: positions out of range, groups that are not there, runners that
// are lent twice, kept, and called when nothing is searched; the object that stands for no match stays as it is
// expect: exit 0
// output: before: out of range, out of range, out of range, out of range
// output: behind: out of range, out of range, out of range, out of range
// output: overflow: out of range, out of range, out of range, out of range
// output: backwards: bc, bc, a<bc>d, a|d
// output: overlapping: ab, ab, out of range, out of range
// output: many: abcd, abcd, <abcd>, |
// output: spans: -3+8 3+97
// output: groups: index, index, index, index, null
// output: names: cast, cast, , null
// output: lent: abcd c
// output: kept: null, null, null, null
// output: no runner: null, index, null
// output: none: False 0 1
// output: others: b bc
using System;
using System.Collections;
using System.Linq;
using System.Text.RegularExpressions;

sealed class Own : Regex
{
    public Own(Action<Runner> scan, Hashtable? names = null, string[]? list = null)
    {
        (pattern, factory, capsize, roptions) = ("", new Factory(() => new Runner(scan)), 3, RegexOptions.None);
        if (names is not null) CapNames = names;
        capslist = list;
    }

    public Own(Func<Runner> create) { (pattern, factory, capsize) = ("", new Factory(create), 2); }

    public Own(int size)
    {
        if (size == 0) factory = new Factory(() => new Runner(r => { }));
    }

    sealed class Factory(Func<Runner> create) : RegexRunnerFactory
    {
        protected override RegexRunner CreateInstance() => create();
    }
}

sealed class Runner(Action<Runner> scan) : RegexRunner
{
    public string Text = "";
    public int Position { get => runtextpos; set => runtextpos = value; }
    public void Take(int group, int start, int end) => Capture(group, start, end);
    public void Move(int to, int from, int start, int end) => TransferCapture(to, from, start, end);
    public void Undo() => Uncapture();
    public int At(int group) => MatchIndex(group) + MatchLength(group);
    public bool Has(int group) => IsMatched(group);
    public void DropStack() => runstack = null;
    protected override void Scan(ReadOnlySpan<char> text) { Text = text.ToString(); scan(this); }
}

static class Program
{
    static string Try(Func<string> what)
    {
        try { return what(); }
        catch (ArgumentOutOfRangeException) { return "out of range"; }
        catch (IndexOutOfRangeException) { return "index"; }
        catch (InvalidCastException) { return "cast"; }
        catch (NullReferenceException) { return "null"; }
    }

    static void Positions(string name, Action<Runner> scan) => Console.WriteLine(name + ": " + string.Join(", ",
        Try(() => new Own(scan).Match("abcd").Value),
        Try(() => new Own(scan).Match("abcd").ValueSpan.ToString()),
        Try(() => new Own(scan).Replace("abcd", "<$0>", 2)),
        Try(() => string.Join('|', new Own(scan).Split("abcd", 3)))));

    static void Main()
    {
        Positions("before", r => { r.Take(0, -3, 2); r.Position = 4; });
        Positions("behind", r => { r.Take(0, 3, 100); r.Position = 4; });
        Positions("overflow", r => { r.Take(0, int.MinValue, int.MaxValue); r.Position = int.MaxValue; });
        Positions("backwards", r => { if (r.Position == 0) r.Take(0, 3, 1); r.Position = 3; });
        Positions("overlapping", r => { r.Take(0, 0, 2); r.Position = 1; });
        Positions("many", r => { if (r.Position == 0) for (var i = 0; i < 100; i++) r.Take(0, 0, 4); r.Position = 4; });

        Console.Write("spans:");
        foreach (var m in new Own(r => { r.Take(0, -3, 5); }).EnumerateMatches("abcd")) { Console.Write($" {m.Index}+{m.Length}"); break; }
        foreach (var m in new Own(r => { r.Take(0, 3, 100); }).EnumerateMatches("abcd")) { Console.Write($" {m.Index}+{m.Length}"); break; }
        Console.WriteLine();

        Console.WriteLine("groups: " + string.Join(", ",
            Try(() => new Own(r => r.Take(3, 0, 1)).Match("abcd").Value),
            Try(() => new Own(r => r.Take(-1, 0, 1)).Match("abcd").Value),
            Try(() => new Own(r => { r.Take(1, 0, 1); for (var i = 0; i < 9; i++) r.Undo(); }).Match("abcd").Value),
            Try(() => new Own(r => { r.Take(1, 0, 1); r.Move(2, 1, 0, 1); r.Move(2, 1, 0, 1); r.Move(2, 1, 0, 1); }).Match("abcd").Value),
            Try(() => new Own(r => r.Move(1, 2, 0, 1)).Match("abcd").Value)));

        var names = new Hashtable { ["a"] = "b", ["c"] = 77L, ["d"] = 77 };
        Console.WriteLine("names: " + string.Join(", ",
            Try(() => new Own(r => r.Take(0, 0, 1), names).Match("abcd").Groups["a"].Value),
            Try(() => new Own(r => r.Take(0, 0, 1), names).Match("abcd").Groups["c"].Value),
            Try(() => new Own(r => r.Take(0, 0, 1), names, new string[9]).Match("abcd").Groups["d"].Value),
            Try(() => new Own(r => { r.Take(0, 0, 1); r.Take(1, 0, 1); r.DropStack(); }, null, new string[9]).Matches("abcd").Count.ToString())));

        // One runner for all who ask, also while it searches.
        Own? lent = null;
        var depth = 0;
        Runner? shared = null;
        shared = new Runner(r =>
        {
            if (depth++ < 3) lent!.IsMatch("inner");
            r.Take(0, 2, 3);
        });
        lent = new Own(() => shared);
        Console.WriteLine("lent: " + lent.Replace("abcd", m => m.Value, 1) + " " + lent.Match("abcd").Value);

        Runner? kept = null;
        var owner = new Own(r => { kept = r; r.Take(0, 1, 2); });
        var match = owner.Match("abcd");
        Console.WriteLine("kept: " + string.Join(", ",
            Try(() => { kept!.Take(0, 0, 1); return "taken"; }),
            Try(() => kept!.At(0).ToString()),
            Try(() => { for (var i = 0; i < 9; i++) kept!.Undo(); return ""; }),
            Try(() => kept!.Has(0).ToString())));

        Console.WriteLine("no runner: " + string.Join(", ",
            Try(() => new Own(() => null!).Match("a").Value),
            Try(() => new Own(0).Match("a").Value),
            Try(() => new Own(-1).Match("a").Value)));

        new Own(r => { kept = r; }).Match("abcd");
        kept!.Take(0, 0, 3);
        kept.Take(1, 0, 3);
        Console.WriteLine($"none: {Match.Empty.Success} {Match.Empty.Length} {Match.Empty.Groups.Count}");
        Console.WriteLine("others: " + Regex.Match("abc", "b") + " " + match.Value + Regex.Match("abc", "c"));
    }
}
