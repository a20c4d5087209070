// String searching, cutting, comparing, building; characters and their categories.
using System;
using System.Linq;
using System.Text;

const string Text = "It was the best of times, it was the worst of times";

var words = Text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
Console.WriteLine(words.Length);
Console.WriteLine(string.Join("|", words.GroupBy(word => word.ToLowerInvariant()).Where(group => group.Count() > 1).Select(group => group.Key)));
Console.WriteLine(Text.Replace("times", "crimes", StringComparison.Ordinal).ToUpperInvariant());
Console.WriteLine(Text.IndexOf("was", StringComparison.Ordinal) + " " + Text.LastIndexOf("was", StringComparison.Ordinal));
Console.WriteLine(Text.Substring(11, 4) + Text[^5..] + Text.Insert(2, "!").Remove(8));
Console.WriteLine($"[{"left",-8}][{"right",8}][{"pad".PadLeft(6, '.')}]");
Console.WriteLine(string.Compare("apple", "Apple", StringComparison.OrdinalIgnoreCase) + " " + string.CompareOrdinal("a", "b"));
Console.WriteLine("  trimmed\t".Trim() + "|" + "xxhixx".Trim('x') + "|" + "path/to/file".TrimEnd("file".ToCharArray()));

var reversed = new StringBuilder();
for (var i = Text.Length - 1; i >= 0; i--)
{
    reversed.Append(Text[i]);
}

Console.WriteLine(reversed.ToString());
Console.WriteLine(reversed.Clear().Append("1-2-3").Append(true).AppendLine().Insert(0, "<").Replace("-", "+").ToString().TrimEnd());

var vowels = 0;
foreach (var letter in Text)
{
    vowels += "aeiouAEIOU".Contains(letter) ? 1 : 0;
}

Console.WriteLine(vowels);
Console.WriteLine("héllo wörld ✓ 日本 🎉".Length + " " + string.Concat("héllo 日本".Select(letter => $"{(int)letter:x4} ")));
Console.WriteLine(char.IsLetter('é') + " " + char.IsDigit('5') + " " + char.IsUpper('a') + " " + char.ToUpperInvariant('ß'));
Console.WriteLine(string.IsNullOrWhiteSpace(" \t") + " " + "abc".StartsWith("ab", StringComparison.Ordinal) + " " + "abc".EndsWith('c'));
Console.WriteLine("""
    Raw text with "quotes" and \backslashes\,
      indented.
    """);
Console.WriteLine(Caesar(Caesar(Text, 3), 23) == Text);
Console.WriteLine(Caesar("Hello, World", 13));

static string Caesar(string text, int shift) => string.Concat(text.Select(letter => letter switch
{
    >= 'a' and <= 'z' => (char)('a' + (letter - 'a' + shift) % 26),
    >= 'A' and <= 'Z' => (char)('A' + (letter - 'A' + shift) % 26),
    _ => letter,
}));
