using System.Text;

namespace InterpolatedStrings;

[InterpolatedStringHandler]
public ref struct SpanHandler
{
    private readonly Span<char> _buffer;
    private int _length;

    public SpanHandler(int literalLength, int formattedCount, Span<char> buffer, out bool isEnabled)
    {
        _buffer = buffer;
        isEnabled = literalLength + formattedCount > 0;
    }

    public bool AppendLiteral(string text)
    {
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
        return true;
    }

    public bool AppendFormatted<T>(T value)
        where T : ISpanFormattable
    {
        if (!value.TryFormat(_buffer[_length..], out var written, default, null))
        {
            return false;
        }

        _length += written;
        return true;
    }

    public bool AppendFormatted(scoped ReadOnlySpan<char> value)
    {
        value.CopyTo(_buffer[_length..]);
        _length += value.Length;
        return true;
    }

    public readonly ReadOnlySpan<char> Text => _buffer[.._length];
}

[InterpolatedStringHandler]
public struct LogHandler
{
    private StringBuilder? _builder;

    public LogHandler(int literalLength, int formattedCount, Logger logger, int level, out bool isEnabled)
    {
        isEnabled = logger.Level >= level;
        _builder = isEnabled ? new StringBuilder(literalLength + formattedCount) : null;
    }

    public void AppendLiteral(string text) => _builder!.Append(text);

    public void AppendFormatted<T>(T value, int alignment = 0, string? format = null) => _builder!.Append(value).Append(alignment).Append(format);

    public override readonly string ToString() => _builder?.ToString() ?? "";
}

public class Logger
{
    public int Level { get; set; }

    public string Log(int level, [InterpolatedStringHandlerArgument("", "level")] LogHandler handler) => level + handler.ToString();
}

public static class Uses
{
    public static ReadOnlySpan<char> Format(Span<char> buffer, [InterpolatedStringHandlerArgument("buffer")] SpanHandler handler) => handler.Text;

    public static int Run(int number, DateTime date)
    {
        Span<char> buffer = stackalloc char[64];
        var text = Format(buffer, $"a{number}b{"c".AsSpan()}{1.5}");
        var logger = new Logger { Level = 3 };
        var log = logger.Log(2, $"x{number,4:D2}y{date}") + logger.Log(9, $"never {number}");
        return text.Length + log.Length;
    }

    public static string Plain(int number, string? text, object value, DateTime date) =>
        $"{number} {text,-5} {value} {date:yyyy} {number + 1:X2} {{}}";

    public static string Spans(ReadOnlySpan<char> text) => $"<{text}>{text.Length}";

    public static string Verbatim(string path) => $@"c:\{path}" + $"""
        raw "{path}" {path.Length}
        """;

    public const string Constant = $"a{"b"}c";

    public static FormattableString Formattable(int number) => $"{number}";

    public static string Nested(bool more, int number) => $"{(more ? $"{number}" : $"none {number:N0}")}";

    public static bool TryWrite(Span<char> buffer, int number, out int written) => buffer.TryWrite($"n={number}", out written);

    public static StringBuilder Append(StringBuilder builder, int number) => builder.Append($"x{number}y{builder.Length}");

    public static async Task<string> Later(Task<int> number) => $"{await number} and {await number}";

    public static bool Utf8(Span<byte> buffer, int number, out int written) => System.Text.Unicode.Utf8.TryWrite(buffer, $"n={number}", out written);
}
