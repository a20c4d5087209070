// Regular expressions that the source generator of the SDK turned into code: of all shapes, and those that it leaves to the framework.
using System;
using System.Linq;
using System.Text.RegularExpressions;

foreach (Match m in Patterns.Mail().Matches("Ada <ada@example.org>, bob.b@test.example.com!"))
    Console.WriteLine($"{m.Value} {m.Groups["user"].Value} {m.Groups["host"].Value}");
Console.WriteLine(Patterns.Doubled().Replace("this this is is not", "$1"));
Console.WriteLine(Patterns.Keyword().IsMatch("please SELECT it"));
Console.WriteLine(string.Join("|", Patterns.Separator().Split("a, b;c  d")));
foreach (Match m in Patterns.Backwards().Matches("12 ab 345 cd")) Console.WriteLine(m.Index + m.Value);
Console.WriteLine(Patterns.Linear().Count("aaab aab ab"));
foreach (var m in Patterns.Number().EnumerateMatches("1 +2 -3.5e7")) Console.WriteLine($"{m.Index},{m.Length}");
Console.WriteLine(Patterns.Looking().Match("price: 100 EUR, 200 USD").Value);
Console.WriteLine(Patterns.Balanced().Match("x (a (b) c) y").Value);
Console.WriteLine(Patterns.Lazy().Match("<b>x</b><b>y</b>").Groups[1].Value);
Console.WriteLine(Patterns.Atomic().IsMatch("aaab"));
Console.WriteLine(Patterns.Conditional().Match("(x)").Value);
Console.WriteLine(Patterns.Many().Match("2024-01-02T03:04:05Z").Groups.Count);
Console.WriteLine(Patterns.Unicode().Match("Größe ist ΑΒΓ").Value);
Console.WriteLine(Patterns.Timed.Match("aaaaab").Value);
Console.WriteLine(Patterns.Set().Match("zzz cat").Value);
Console.WriteLine(string.Join("|", Patterns.Numbered().Split("a-b-c")) + string.Join("|", Patterns.Numbered().Split("a-b-c", 2)));
Console.WriteLine(string.Join(",", Patterns.Numbered().GetGroupNumbers()) + string.Join(",", Patterns.Numbered().GetGroupNames()));
Console.WriteLine(string.Join("|", Patterns.Backwards().Split("x1y22z")) + Patterns.Backwards().Replace("1 2 3", "<$0>", 2));
Console.WriteLine(Patterns.Number().Replace("1 +2 -3.5e7", m => "[" + m.Groups[1].Value + "]") + Patterns.Number().Options + Patterns.Number());
foreach (var range in Patterns.Separator().EnumerateSplits("a, b;c")) Console.Write(range + " ");
Console.WriteLine(Patterns.Ecma().Match("año 42").Value + Patterns.Anchored().Matches("one\ntwo").Count + Patterns.Turkish().IsMatch("KIŞ"));
var text = string.Concat(Enumerable.Range(0, 200).Select(i => i % 7 == 0 ? "x@y.zz " : "word" + i + " "));
Console.WriteLine(Patterns.Mail().Count(text) + " " + Patterns.Nested().Match(new string('a', 500) + "b").Length);

static partial class Patterns
{
    [GeneratedRegex(@"(?<user>[\w.]+)@(?<host>\w+(?:\.\w+)+)")] internal static partial Regex Mail();
    [GeneratedRegex(@"\b(\w+)\s+\1\b")] internal static partial Regex Doubled();
    [GeneratedRegex(@"\b(select|insert|update|delete)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)] internal static partial Regex Keyword();
    [GeneratedRegex(@"[,;\s]+")] internal static partial Regex Separator();
    [GeneratedRegex(@"\d+", RegexOptions.RightToLeft)] internal static partial Regex Backwards();
    [GeneratedRegex(@"a+b", RegexOptions.NonBacktracking)] internal static partial Regex Linear();
    [GeneratedRegex(@"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")] internal static partial Regex Number();
    [GeneratedRegex(@"(?<=: )\d+(?= EUR)(?!x)(?<!y)")] internal static partial Regex Looking();
    [GeneratedRegex(@"\((?>[^()]+|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)")] internal static partial Regex Balanced();
    [GeneratedRegex(@"<b>(.*?)</b>")] internal static partial Regex Lazy();
    [GeneratedRegex(@"(?>a*)b")] internal static partial Regex Atomic();
    [GeneratedRegex(@"(\()?\w+(?(1)\)|!)")] internal static partial Regex Conditional();
    [GeneratedRegex(@"^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)] internal static partial Regex Many();
    [GeneratedRegex(@"\p{IsGreek}+|[\p{L}-[a-z]]{3}", RegexOptions.IgnoreCase)] internal static partial Regex Unicode();
    [GeneratedRegex(@"a+?b", RegexOptions.None, 1000)] internal static partial Regex Timed { get; }
    [GeneratedRegex(@"cat|dog|bird|snake", RegexOptions.IgnoreCase)] internal static partial Regex Set();
    [GeneratedRegex(@"(?<2>-)(?<7>b)?")] internal static partial Regex Numbered();
    [GeneratedRegex(@"\d+|\w+", RegexOptions.ECMAScript)] internal static partial Regex Ecma();
    [GeneratedRegex(@"^\w+$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)] internal static partial Regex Anchored();
    [GeneratedRegex(@"kış", RegexOptions.IgnoreCase, "tr-TR")] internal static partial Regex Turkish();
    [GeneratedRegex(@"((a|aa)*)+b")] internal static partial Regex Nested();
}
