// Span and Memory over arrays and strings: slicing, searching, parsing, copying without allocating.
using System;
using System.Globalization;

const string Csv = "10,20,30,x,50";
var total = 0;
var bad = 0;
ReadOnlySpan<char> rest = Csv;
while (!rest.IsEmpty)
{
    var comma = rest.IndexOf(',');
    var field = comma < 0 ? rest : rest[..comma];
    if (int.TryParse(field, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
    {
        total += number;
    }
    else
    {
        bad++;
    }

    rest = comma < 0 ? default : rest[(comma + 1)..];
}

Console.WriteLine($"{total} {bad}");

var numbers = new int[8];
var span = numbers.AsSpan();
span.Fill(7);
span[..3].Clear();
new[] { 1, 2 }.AsSpan().CopyTo(span[5..]);
Console.WriteLine(string.Join(",", numbers));
span.Reverse();
span.Sort();
Console.WriteLine(string.Join(",", span.ToArray()) + " " + span.BinarySearch(7) + " " + span.Contains(2) + " " + span.LastIndexOf(7));

ReadOnlyMemory<char> memory = "hello world".AsMemory();
Console.WriteLine(memory[..5].ToString() + " " + memory.Length);

Console.WriteLine("a b c".AsSpan().SequenceEqual("a b c") + " " + "trim ".AsSpan().Trim().Length + " " + "abc".AsSpan().StartsWith("ab"));
foreach (var range in "one two three".AsSpan().Split(' '))
{
    Console.Write("one two three"[range].Length + " ");
}

Console.WriteLine();
Span<char> buffer = new char[16];
Console.WriteLine(1234.TryFormat(buffer, out var written, "X", CultureInfo.InvariantCulture) + " " + buffer[..written].ToString());
Console.WriteLine(Checksum([1, 2, 3, 250]));

static int Checksum(ReadOnlySpan<byte> data)
{
    var checksum = 0;
    for (var i = 0; i < data.Length; i++)
    {
        checksum = (checksum * 31 + data[i]) & 0xFFFF;
    }

    return checksum;
}
