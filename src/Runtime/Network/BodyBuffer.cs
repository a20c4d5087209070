namespace RExecIL.Runtime.Network;

/// <summary>Gathers a body in memory. Room is counted before it is there.</summary>
/// <param name="most">Bytes that it may have.</param>
/// <param name="sandbox">Who pays.</param>
internal sealed class BodyBuffer(long most, Sandbox sandbox) : OneWayStream
{
    private const int FirstSize = 1024;

    private byte[] _bytes = [];
    private int _length;

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        sandbox.BurnForMemory(buffer.Length);
        var length = (long)_length + buffer.Length;
        if (length > Math.Min(most, Array.MaxLength))
        {
            throw new HttpRequestException(
                HttpRequestError.ConfigurationLimitExceeded, $"The content is longer than {Math.Min(most, Array.MaxLength)} bytes.");
        }

        if (length > _bytes.Length)
        {
            var room = (int)Math.Min(Math.Max(length, Math.Max(FirstSize, _bytes.Length * 2L)), Array.MaxLength);
            sandbox.Account(room);
            Array.Resize(ref _bytes, room);
        }

        buffer.CopyTo(_bytes.AsSpan(_length));
        _length = (int)length;
    }

    /// <summary>What was written. The buffer is of no use afterwards.</summary>
    internal byte[] ToArray()
    {
        if (_length != _bytes.Length)
        {
            sandbox.Account(_length);
            Array.Resize(ref _bytes, _length);
        }

        return _bytes;
    }
}
