using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RExecIL.Runtime;

/// <summary>
/// A host's writer in the guest's hands: the guest can neither close it nor cast it to the host's type.
/// </summary>
/// <remarks>
/// Values are formatted here by the framework's base class, so that the host's writer, whatever it is, gets characters
/// only and never calls a guest's <c>ToString</c>.
/// </remarks>
internal sealed class GuestWriter(TextWriter inner, OutputMeter written) : TextWriter
{
    private bool _hasOwnNewLine;

    public override Encoding Encoding => inner.Encoding;

    [AllowNull]
    public override string NewLine
    {
        get => _hasOwnNewLine ? base.NewLine : inner.NewLine;
        set
        {
            base.NewLine = value;
            _hasOwnNewLine = true;
        }
    }

    public override void Flush() => inner.Flush();

    public override void Write(char value) => Write(new ReadOnlySpan<char>(ref value));

    public override void Write(char[]? buffer) => Write(buffer.AsSpan());

    public override void Write(char[] buffer, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > buffer.Length - index)
        {
            throw new ArgumentException("The array has fewer characters.", nameof(count));
        }

        Write(buffer.AsSpan(index, count));
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        written.Count(buffer);
        inner.Write(buffer);
    }

    public override void Write(string? value)
    {
        written.Count(value);
        inner.Write(value);
    }

    public override void WriteLine()
    {
        written.Count(NewLine);
        inner.Write(NewLine);
    }

    public override void WriteLine(string? value)
    {
        written.Count(value);
        written.Count(NewLine);

        // One write where it can be: lines of two sandboxes do not mix, and an unbuffered terminal sees one call.
        if (_hasOwnNewLine)
        {
            inner.Write(value + NewLine);
        }
        else
        {
            inner.WriteLine(value);
        }
    }

    public override void WriteLine(char value) => WriteLine(value.ToString());

    public override void WriteLine(char[]? buffer) => WriteLine(buffer is null ? null : new string(buffer));

    public override void WriteLine(char[] buffer, int index, int count) => WriteLine(new string(buffer, index, count));

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Flush();
        }

        base.Dispose(disposing);
    }
}
