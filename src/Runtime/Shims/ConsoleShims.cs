using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="Console"/>: the sandbox's own streams and settings.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class ConsoleShims
{
    // What the framework assumes of a terminal that it knows nothing of.
    private const int AssumedWidth = 80;
    private const int AssumedHeight = 24;

    /// <inheritdoc cref="Console.In"/>
    public static TextReader get_In(Sandbox sandbox) => sandbox.Console.In;

    /// <inheritdoc cref="Console.Out"/>
    public static TextWriter get_Out(Sandbox sandbox) => sandbox.Console.Out;

    /// <inheritdoc cref="Console.Error"/>
    public static TextWriter get_Error(Sandbox sandbox) => sandbox.Console.Error;

    /// <inheritdoc cref="Console.SetIn(TextReader)"/>
    public static void SetIn(TextReader newIn, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(newIn);
        sandbox.Console.In = newIn;
    }

    /// <inheritdoc cref="Console.SetOut(TextWriter)"/>
    public static void SetOut(TextWriter newOut, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(newOut);
        sandbox.Console.Out = newOut;
    }

    /// <inheritdoc cref="Console.SetError(TextWriter)"/>
    public static void SetError(TextWriter newError, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(newError);
        sandbox.Console.Error = newError;
    }

    /// <inheritdoc cref="Console.Read()"/>
    public static int Read(Sandbox sandbox) => sandbox.Console.In.Read();

    /// <inheritdoc cref="Console.ReadLine()"/>
    public static string? ReadLine(Sandbox sandbox) => sandbox.Console.In.ReadLine();

    /// <inheritdoc cref="Console.OpenStandardInput()"/>
    public static Stream OpenStandardInput(Sandbox sandbox) => sandbox.Console.OpenIn();

    /// <inheritdoc cref="Console.OpenStandardInput(int)"/>
    public static Stream OpenStandardInput(int bufferSize, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        return sandbox.Console.OpenIn();
    }

    /// <inheritdoc cref="Console.OpenStandardOutput()"/>
    public static Stream OpenStandardOutput(Sandbox sandbox) => sandbox.Console.OpenOut();

    /// <inheritdoc cref="Console.OpenStandardOutput(int)"/>
    public static Stream OpenStandardOutput(int bufferSize, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        return sandbox.Console.OpenOut();
    }

    /// <inheritdoc cref="Console.OpenStandardError()"/>
    public static Stream OpenStandardError(Sandbox sandbox) => sandbox.Console.OpenError();

    /// <inheritdoc cref="Console.OpenStandardError(int)"/>
    public static Stream OpenStandardError(int bufferSize, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        return sandbox.Console.OpenError();
    }

    /// <inheritdoc cref="Console.IsInputRedirected"/>
    public static bool get_IsInputRedirected(Sandbox sandbox) => sandbox.Console.IsInputRedirected;

    /// <inheritdoc cref="Console.IsOutputRedirected"/>
    public static bool get_IsOutputRedirected(Sandbox sandbox) => sandbox.Console.IsOutputRedirected;

    /// <inheritdoc cref="Console.IsErrorRedirected"/>
    public static bool get_IsErrorRedirected(Sandbox sandbox) => sandbox.Console.IsErrorRedirected;

    /// <inheritdoc cref="Console.InputEncoding"/>
    public static Encoding get_InputEncoding(Sandbox sandbox) => sandbox.Console.InputEncoding;

    /// <inheritdoc cref="Console.InputEncoding"/>
    public static void set_InputEncoding(Encoding value, Sandbox sandbox) =>
        sandbox.Console.InputEncoding = value ?? throw new ArgumentNullException(nameof(value));

    /// <inheritdoc cref="Console.OutputEncoding"/>
    public static Encoding get_OutputEncoding(Sandbox sandbox) => sandbox.Console.OutputEncoding;

    /// <inheritdoc cref="Console.OutputEncoding"/>
    public static void set_OutputEncoding(Encoding value, Sandbox sandbox) =>
        sandbox.Console.OutputEncoding = value ?? throw new ArgumentNullException(nameof(value));

    /// <inheritdoc cref="Console.ForegroundColor"/>
    public static ConsoleColor get_ForegroundColor(Sandbox sandbox) => sandbox.Console.ForegroundColor;

    /// <inheritdoc cref="Console.ForegroundColor"/>
    public static void set_ForegroundColor(ConsoleColor value, Sandbox sandbox) =>
        sandbox.Console.ForegroundColor = value;

    /// <inheritdoc cref="Console.BackgroundColor"/>
    public static ConsoleColor get_BackgroundColor(Sandbox sandbox) => sandbox.Console.BackgroundColor;

    /// <inheritdoc cref="Console.BackgroundColor"/>
    public static void set_BackgroundColor(ConsoleColor value, Sandbox sandbox) =>
        sandbox.Console.BackgroundColor = value;

    /// <inheritdoc cref="Console.ResetColor()"/>
    public static void ResetColor(Sandbox sandbox)
    {
        sandbox.Console.ForegroundColor = GuestConsole.DefaultForeground;
        sandbox.Console.BackgroundColor = GuestConsole.DefaultBackground;
    }

    /// <summary>Stands in for <see cref="Console.Clear()"/>: the terminal is the host's, so nothing happens.</summary>
    public static void Clear()
    {
    }

    /// <summary>
    /// Stands in for setting <see cref="Console.Title"/>: the terminal is the host's, so nothing happens.
    /// </summary>
    public static void set_Title(string value) => ArgumentNullException.ThrowIfNull(value);

    /// <inheritdoc cref="Console.WindowWidth"/>
    public static int get_WindowWidth() => AssumedWidth;

    /// <inheritdoc cref="Console.WindowHeight"/>
    public static int get_WindowHeight() => AssumedHeight;

    /// <inheritdoc cref="Console.BufferWidth"/>
    public static int get_BufferWidth() => AssumedWidth;

    /// <inheritdoc cref="Console.BufferHeight"/>
    public static int get_BufferHeight() => AssumedHeight;

    /// <inheritdoc cref="Console.Write(bool)"/>
    public static void Write(bool value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(char)"/>
    public static void Write(char value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(char[])"/>
    public static void Write(char[]? buffer, Sandbox sandbox) => sandbox.Console.Out.Write(buffer);

    /// <inheritdoc cref="Console.Write(char[], int, int)"/>
    public static void Write(char[] buffer, int index, int count, Sandbox sandbox) =>
        sandbox.Console.Out.Write(buffer, index, count);

    /// <inheritdoc cref="Console.Write(decimal)"/>
    public static void Write(decimal value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(double)"/>
    public static void Write(double value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(float)"/>
    public static void Write(float value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(int)"/>
    public static void Write(int value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(uint)"/>
    public static void Write(uint value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(long)"/>
    public static void Write(long value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(ulong)"/>
    public static void Write(ulong value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(object)"/>
    public static void Write(object? value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(ReadOnlySpan{char})"/>
    public static void Write(ReadOnlySpan<char> value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(string)"/>
    public static void Write(string? value, Sandbox sandbox) => sandbox.Console.Out.Write(value);

    /// <inheritdoc cref="Console.Write(string, object)"/>
    public static void Write(string format, object? arg0, Sandbox sandbox) => Out(sandbox, Measures.Formatted(format, arg0)).Write(format, arg0);

    /// <inheritdoc cref="Console.Write(string, object, object)"/>
    public static void Write(string format, object? arg0, object? arg1, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg0, arg1)).Write(format, arg0, arg1);

    /// <inheritdoc cref="Console.Write(string, object, object, object)"/>
    public static void Write(string format, object? arg0, object? arg1, object? arg2, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg0, arg1, arg2)).Write(format, arg0, arg1, arg2);

    /// <inheritdoc cref="Console.Write(string, object[])"/>
    public static void Write(string format, object?[]? arg, Sandbox sandbox)
    {
        if (arg is null)
        {
            // The framework formats with two nulls then, so that the error is about the format.
            Out(sandbox, Measures.Formatted(format, null, null)).Write(format, null, null);
            return;
        }

        Out(sandbox, Measures.Formatted(format, arg)).Write(format, arg);
    }

    /// <inheritdoc cref="Console.Write(string, ReadOnlySpan{object})"/>
    public static void Write(string format, ReadOnlySpan<object?> arg, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg)).Write(format, arg);

    /// <inheritdoc cref="Console.WriteLine()"/>
    public static void WriteLine(Sandbox sandbox) => sandbox.Console.Out.WriteLine();

    /// <inheritdoc cref="Console.WriteLine(bool)"/>
    public static void WriteLine(bool value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(char)"/>
    public static void WriteLine(char value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(char[])"/>
    public static void WriteLine(char[]? buffer, Sandbox sandbox) => sandbox.Console.Out.WriteLine(buffer);

    /// <inheritdoc cref="Console.WriteLine(char[], int, int)"/>
    public static void WriteLine(char[] buffer, int index, int count, Sandbox sandbox) =>
        sandbox.Console.Out.WriteLine(buffer, index, count);

    /// <inheritdoc cref="Console.WriteLine(decimal)"/>
    public static void WriteLine(decimal value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(double)"/>
    public static void WriteLine(double value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(float)"/>
    public static void WriteLine(float value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(int)"/>
    public static void WriteLine(int value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(uint)"/>
    public static void WriteLine(uint value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(long)"/>
    public static void WriteLine(long value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(ulong)"/>
    public static void WriteLine(ulong value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(object)"/>
    public static void WriteLine(object? value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(ReadOnlySpan{char})"/>
    public static void WriteLine(ReadOnlySpan<char> value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(string)"/>
    public static void WriteLine(string? value, Sandbox sandbox) => sandbox.Console.Out.WriteLine(value);

    /// <inheritdoc cref="Console.WriteLine(string, object)"/>
    public static void WriteLine(string format, object? arg0, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg0)).WriteLine(format, arg0);

    /// <inheritdoc cref="Console.WriteLine(string, object, object)"/>
    public static void WriteLine(string format, object? arg0, object? arg1, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg0, arg1)).WriteLine(format, arg0, arg1);

    /// <inheritdoc cref="Console.WriteLine(string, object, object, object)"/>
    public static void WriteLine(string format, object? arg0, object? arg1, object? arg2, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg0, arg1, arg2)).WriteLine(format, arg0, arg1, arg2);

    /// <inheritdoc cref="Console.WriteLine(string, object[])"/>
    public static void WriteLine(string format, object?[]? arg, Sandbox sandbox)
    {
        if (arg is null)
        {
            // The framework formats with two nulls then, so that the error is about the format.
            Out(sandbox, Measures.Formatted(format, null, null)).WriteLine(format, null, null);
            return;
        }

        Out(sandbox, Measures.Formatted(format, arg)).WriteLine(format, arg);
    }

    /// <inheritdoc cref="Console.WriteLine(string, ReadOnlySpan{object})"/>
    public static void WriteLine(string format, ReadOnlySpan<object?> arg, Sandbox sandbox) =>
        Out(sandbox, Measures.Formatted(format, arg)).WriteLine(format, arg);

    /// <summary>The writer, when there is room for so many bytes.</summary>
    private static TextWriter Out(Sandbox sandbox, long size)
    {
        sandbox.Account(size);
        return sandbox.Console.Out;
    }
}
