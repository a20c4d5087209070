namespace RExecIL.Runtime;

/// <summary>
/// A host's reader in the guest's hands: the guest can neither close it nor cast it to the host's type.
/// </summary>
internal sealed class GuestReader(TextReader inner) : TextReader
{
    public override int Peek() => inner.Peek();

    public override int Read() => inner.Read();

    public override int Read(char[] buffer, int index, int count) => inner.Read(buffer, index, count);

    public override int Read(Span<char> buffer) => inner.Read(buffer);

    public override int ReadBlock(char[] buffer, int index, int count) => inner.ReadBlock(buffer, index, count);

    public override int ReadBlock(Span<char> buffer) => inner.ReadBlock(buffer);

    public override string? ReadLine() => inner.ReadLine();

    public override string ReadToEnd() => inner.ReadToEnd();
}
