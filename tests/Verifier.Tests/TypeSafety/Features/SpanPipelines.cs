using System.Buffers;

namespace SpanPipelines;

public static class Pipelines
{
    public static int Parse(ReadOnlySpan<char> text)
    {
        var sum = 0;
        while (!text.IsEmpty)
        {
            var comma = text.IndexOf(',');
            var part = comma < 0 ? text : text[..comma];
            text = comma < 0 ? [] : text[(comma + 1)..];
            if (int.TryParse(part.Trim(), out var number))
            {
                sum += number;
            }
        }

        return sum;
    }

    public static Span<T> Rotate<T>(Span<T> values, int by)
    {
        var left = values[..by];
        var right = values[by..];
        left.Reverse();
        right.Reverse();
        values.Reverse();
        return values;
    }

    public static int CopyAll(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var copied = 0;
        while (copied < source.Length && source[copied..].TryCopyTo(target[copied..]))
        {
            copied += source.Length;
        }

        return copied;
    }

    public static string Build(int length, char fill) => string.Create(length, fill, static (span, state) =>
    {
        span.Fill(state);
        span[0] = '<';
    });

    public static string BuildFrom(string text) => string.Create(text.Length, text, (span, state) =>
    {
        for (var index = 0; index < span.Length; index++)
        {
            span[^(index + 1)] = state[index];
        }
    });

    public static ReadOnlySpan<char> Extension(ReadOnlySpan<char> path)
    {
        var dot = path.LastIndexOf('.');
        return dot >= 0 ? path[dot..] : ReadOnlySpan<char>.Empty;
    }

    public static bool TryTake(ref ReadOnlySpan<char> rest, char at, out ReadOnlySpan<char> taken)
    {
        var index = rest.IndexOf(at);
        if (index < 0)
        {
            taken = default;
            return false;
        }

        taken = rest[..index];
        rest = rest[(index + 1)..];
        return true;
    }

    public static int Fields(string line)
    {
        var rest = line.AsSpan();
        var count = 0;
        while (TryTake(ref rest, ';', out var field))
        {
            count += field.Length;
        }

        return count + rest.Length;
    }

    public static int Search(Span<int> values, int wanted)
    {
        values.Sort();
        values.Sort(static (left, right) => left - right);
        return values.BinarySearch(wanted) + ((ReadOnlySpan<int>)values).IndexOf(wanted) + (values.ContainsAny(1, 2) ? 1 : 0);
    }

    public static bool Equal(ReadOnlySpan<char> left, string right) => left.Equals(right, StringComparison.Ordinal) && left.SequenceEqual(right) && left is "x";

    public static Span<int> Chain(int[] values) => values.AsSpan()[1..].Slice(1)[..^1];

    public static int Memory(Memory<int> memory)
    {
        memory.Span[0] = 3;
        ReadOnlyMemory<int> readOnly = memory;
        return readOnly.Span[0] + memory[1..].Length;
    }

    public static int Sequence(ReadOnlySequence<byte> sequence)
    {
        var count = 0L;
        foreach (var segment in sequence)
        {
            count += segment.Span.Length;
        }

        return (int)count;
    }

    public static int Format(int number, Span<char> target)
    {
        if (number.TryFormat(target, out var first) && 1.5.TryFormat(target[first..], out var second))
        {
            return first + second;
        }

        return 0;
    }

    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[64];
        var written = System.Text.Encoding.UTF8.GetBytes(text, buffer);
        return buffer[..written].ToArray();
    }
}
