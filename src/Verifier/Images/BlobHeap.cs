namespace RExecIL.Verifier.Images;

/// <summary>A heap of byte strings with a compressed length in front: #Blob or #US (ECMA-335 II.24.2.4).</summary>
internal sealed class BlobHeap(byte[] bytes, ByteRange heap)
{
    /// <summary>The heap with the lengths.</summary>
    internal ByteRange Range => heap;

    /// <summary>The bytes of the image.</summary>
    internal byte[] Bytes => bytes;

    /// <summary>Finds the contents of an entry; false when it does not lie inside the heap.</summary>
    internal bool TryGet(uint offset, out ByteRange contents)
    {
        contents = default;
        if (offset >= (uint)heap.Length)
        {
            // Index 0 of a heap that is not there means nothing, the empty blob.
            return offset == 0;
        }

        var cursor = new ByteCursor(heap.Of(bytes)[(int)offset..]);
        var length = cursor.ReadCompressed();
        if (cursor.Failed || length > (uint)cursor.Remaining)
        {
            return false;
        }

        contents = new ByteRange(heap.Start + (int)offset + cursor.Position, (int)length);
        return true;
    }

    /// <summary>The contents of an entry whose bounds were checked.</summary>
    internal ReadOnlySpan<byte> Get(uint offset) => TryGet(offset, out var contents) ? contents.Of(bytes) : default;
}
