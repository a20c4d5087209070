using System.Buffers.Binary;

namespace RExecIL.Verifier.Images;

/// <summary>Reads untrusted bytes from front to back.</summary>
/// <remarks>
/// A read past the end gives 0 and sets <see cref="Failed"/> for good, so that a caller reads a whole structure and
/// asks once. Nothing here throws.
/// </remarks>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next read starts.</summary>
    internal int Position { get; private set; }

    /// <summary>Whether a read went past the end or met an encoding that does not exist.</summary>
    internal bool Failed { get; private set; }

    /// <summary>Bytes that are left.</summary>
    internal readonly int Remaining => _bytes.Length - Position;

    internal byte ReadByte() => Take(1) is [var value] ? value : (byte)0;

    internal ushort ReadUInt16() =>
        Take(2) is { Length: 2 } taken ? BinaryPrimitives.ReadUInt16LittleEndian(taken) : (ushort)0;

    internal uint ReadUInt32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : 0;

    internal ulong ReadUInt64() => Take(8) is { Length: 8 } taken ? BinaryPrimitives.ReadUInt64LittleEndian(taken) : 0;

    /// <summary>The next byte without moving; -1 at the end.</summary>
    internal readonly int Peek() => Position < _bytes.Length ? _bytes[Position] : -1;

    /// <summary>Moves on.</summary>
    internal void Skip(int count) => Take(count);

    /// <summary>A compressed unsigned number (ECMA-335 II.23.2).</summary>
    internal uint ReadCompressed()
    {
        uint first = ReadByte();
        if (first < 0x80)
        {
            return first;
        }

        if (first < 0xC0)
        {
            return ((first & 0x3F) << 8) | ReadByte();
        }

        if (first < 0xE0)
        {
            var rest = Take(3);
            return rest.Length == 3
                ? ((first & 0x1F) << 24) | ((uint)rest[0] << 16) | ((uint)rest[1] << 8) | rest[2]
                : 0;
        }

        Failed = true;
        return 0;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || count < 0 || count > _bytes.Length - Position)
        {
            Failed = true;
            return default;
        }

        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
