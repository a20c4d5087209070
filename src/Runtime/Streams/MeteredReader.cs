namespace RExecIL.Runtime.Streams;

/// <summary>Text that framework code reads by itself, however long it is: what it gathers is counted on the way.</summary>
internal sealed class MeteredReader(TextReader inner, Sandbox sandbox) : TextReader
{
    public override int Peek() => inner.Peek();

    public override int Read()
    {
        Count(1);
        return inner.Read();
    }

    public override int Read(char[] buffer, int index, int count)
    {
        Count(count);
        return inner.Read(buffer, index, count);
    }

    public override int Read(Span<char> buffer)
    {
        Count(buffer.Length);
        return inner.Read(buffer);
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
        sandbox.Account(0);
        sandbox.BurnForMemory((long)characters * sizeof(char));
    }
}
