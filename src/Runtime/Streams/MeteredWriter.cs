using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RExecIL.Runtime.Streams;

/// <summary>Text that framework code writes by itself, however long it is: what gathers it is counted on the way.</summary>
internal sealed class MeteredWriter(TextWriter inner, Sandbox sandbox) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    [AllowNull]
    public override string NewLine
    {
        get => inner.NewLine;
        set => inner.NewLine = value;
    }

    public override void Flush() => inner.Flush();

    public override void Write(char value)
    {
        Count(1);
        inner.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Count(count);
        inner.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Count(buffer.Length);
        inner.Write(buffer);
    }

    public override void Write(string? value)
    {
        Count(value?.Length ?? 0);
        inner.Write(value);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(int characters)
    {
        sandbox.Account((long)characters * sizeof(char));
        sandbox.BurnForMemory((long)characters * sizeof(char));
    }
}
