// Matching, capturing, replacing and splitting with regular expressions.
using System;
using System.Linq;
using System.Text.RegularExpressions;

const string Log = "2024-01-02 ERROR disk=91% host=alpha\n2024-01-03 INFO disk=40% host=beta\n2024-01-04 ERROR disk=99% host=gamma";

foreach (Match match in Regex.Matches(Log, @"^(?<date>\d{4}-\d\d-\d\d) (?<level>[A-Z]+) disk=(?<disk>\d+)%", RegexOptions.Multiline))
{
    Console.WriteLine($"{match.Groups["date"].Value} {match.Groups["level"].Value.ToLowerInvariant()} {match.Groups["disk"].Value}");
}

Console.WriteLine(Regex.IsMatch("ada@example.org", @"^[\w.]+@[\w.]+\.\w{2,}$"));
Console.WriteLine(Regex.Replace("John Smith", @"(\w+) (\w+)", "$2, $1"));
Console.WriteLine(Regex.Replace("a1b22c333", @"\d+", match => $"<{match.Length}>"));
Console.WriteLine(string.Join("|", Regex.Split("one, two;three  four", @"[,; ]+")));
Console.WriteLine(Regex.Match("no digits", @"\d").Success + " " + Regex.Escape("1+1=2?"));

var word = new Regex(@"\b(\w)(\w*)\b", RegexOptions.CultureInvariant);
Console.WriteLine(word.Replace("the quick brown fox", match => match.Groups[1].Value.ToUpperInvariant() + match.Groups[2].Value));
Console.WriteLine(string.Join(",", word.Matches("a bb ccc").Select(match => match.Index + ":" + match.Length)));
Console.WriteLine(Regex.Matches("aaaa", "(?=(aa))").Count + " " + Regex.Match("foobar", "foo(?!baz)").Value + " " + Regex.IsMatch("HELLO", "hello", RegexOptions.IgnoreCase));
