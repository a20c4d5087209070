using System.Text;

namespace RExecIL.Runtime;

/// <summary>The standard streams of one sandbox, and the terminal settings that only it sees.</summary>
internal sealed class GuestConsole
{
    private static readonly UTF8Encoding PlainUtf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StandardStreams _streams;
    private TextReader? _in;
    private TextWriter? _out;
    private TextWriter? _error;

    internal GuestConsole(StandardStreams streams) => _streams = streams;

    /// <summary>Counts what goes to standard output, however it is written.</summary>
    internal OutputMeter OutMeter { get; } = new();

    /// <summary>Counts what goes to standard error, however it is written.</summary>
    internal OutputMeter ErrorMeter { get; } = new();

    internal TextReader In
    {
        get => _in ??= TextReader.Synchronized(new GuestReader(_streams.In));
        set => _in = TextReader.Synchronized(value);
    }

    internal TextWriter Out
    {
        get => _out ??= TextWriter.Synchronized(new GuestWriter(_streams.Out, OutMeter));
        set => _out = TextWriter.Synchronized(value);
    }

    internal TextWriter Error
    {
        get => _error ??= TextWriter.Synchronized(new GuestWriter(_streams.Error, ErrorMeter));
        set => _error = TextWriter.Synchronized(value);
    }

    internal bool IsInputRedirected => _streams.IsInputRedirected;

    internal bool IsOutputRedirected => _streams.IsOutputRedirected;

    internal bool IsErrorRedirected => _streams.IsErrorRedirected;

    internal Encoding InputEncoding { get; set; } = PlainUtf8;

    internal Encoding OutputEncoding { get; set; } = PlainUtf8;

    internal ConsoleColor ForegroundColor { get; set; } = DefaultForeground;

    internal ConsoleColor BackgroundColor { get; set; } = DefaultBackground;

    // Outside Windows the framework says -1 for "whatever the terminal has".
    internal static ConsoleColor DefaultForeground =>
        OperatingSystem.IsWindows() ? ConsoleColor.Gray : (ConsoleColor)(-1);

    internal static ConsoleColor DefaultBackground =>
        OperatingSystem.IsWindows() ? ConsoleColor.Black : (ConsoleColor)(-1);

    internal Stream OpenIn() => new GuestStream(_streams.OpenIn(), written: null);

    internal Stream OpenOut() => new GuestStream(_streams.OpenOut(), OutMeter);

    internal Stream OpenError() => new GuestStream(_streams.OpenError(), ErrorMeter);

    /// <summary>Lets go of streams and encodings that the guest set: they could be of its own types.</summary>
    internal void Forget()
    {
        (_in, _out, _error) = (null, null, null);
        (InputEncoding, OutputEncoding) = (PlainUtf8, PlainUtf8);
    }

    /// <summary>Flushes the host's writers. Only when no guest thread runs any more.</summary>
    internal void Flush()
    {
        _streams.Out.Flush();
        _streams.Error.Flush();
    }
}
