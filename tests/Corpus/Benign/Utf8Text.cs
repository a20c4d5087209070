// Bytes and text: encodings, char and rune arithmetic, hashing by hand.
using System;
using System.Linq;
using System.Text;

ReadOnlySpan<byte> hello = Encoding.UTF8.GetBytes("hello ✓");
Console.WriteLine(hello.Length + " " + hello[0] + " " + Encoding.UTF8.GetString(hello));

var bytes = Encoding.UTF8.GetBytes("naïve café 🎉");
Console.WriteLine(bytes.Length + " " + Convert.ToHexString(bytes[..6]));
Console.WriteLine(Encoding.UTF8.GetString(bytes) + " " + Encoding.ASCII.GetString(bytes).Count(letter => letter == '?'));
Console.WriteLine(Encoding.Unicode.GetByteCount("abc") + " " + Encoding.Latin1.GetBytes("é")[0]);
Console.WriteLine(string.Join(" ", "a🎉b".EnumerateRunes().Select(rune => rune.Value.ToString("X"))));
Console.WriteLine(Fnv("The quick brown fox"u8) + " " + Adler("Wikipedia"u8));
Console.WriteLine(BitConverter.ToInt32([1, 2, 0, 0]) + " " + string.Join(",", BitConverter.GetBytes(258)) + " " + Convert.FromBase64String("aGk=").Length);

static uint Fnv(ReadOnlySpan<byte> data)
{
    var hash = 2166136261u;
    foreach (var value in data)
    {
        hash = unchecked((hash ^ value) * 16777619);
    }

    return hash;
}

static uint Adler(ReadOnlySpan<byte> data)
{
    var (a, b) = (1u, 0u);
    foreach (var value in data)
    {
        a = (a + value) % 65521;
        b = (b + a) % 65521;
    }

    return (b << 16) | a;
}
