using System.Collections;

namespace RExecIL.Verifier.Images;

/// <summary>The #Strings heap (ECMA-335 II.24.2.3).</summary>
/// <remarks>
/// Names may overlap (one may be the end of another), so checking each by itself could cost rows times length. One walk
/// from the back finds every offset at which a good name starts.
/// </remarks>
internal sealed class NameHeap
{
    private readonly byte[] _bytes;
    private readonly ByteRange _heap;
    private readonly BitArray _isGoodStart;

    internal NameHeap(byte[] bytes, ByteRange heap, int maxLength)
    {
        (_bytes, _heap) = (bytes, heap);
        _isGoodStart = new BitArray(heap.Length);
        FindGoodStarts(heap.Of(bytes), maxLength);
    }

    /// <summary>Whether the offset lies inside the heap.</summary>
    internal bool IsInside(uint offset) => offset < (uint)_heap.Length;

    /// <summary>Whether a name of valid UTF-8 without control characters, ended by NUL, starts at the offset.</summary>
    internal bool IsGood(uint offset) => _isGoodStart[(int)offset];

    /// <summary>Whether the name at an offset inside the heap is empty.</summary>
    internal bool IsEmpty(uint offset) => _bytes[_heap.Start + (int)offset] == 0;

    /// <summary>The bytes of a good name.</summary>
    internal ReadOnlySpan<byte> BytesOf(uint offset)
    {
        var rest = _heap.Of(_bytes)[(int)offset..];
        return rest[..rest.IndexOf((byte)0)];
    }

    /// <summary>A good name as text.</summary>
    internal string TextOf(uint offset) => System.Text.Encoding.UTF8.GetString(BytesOf(offset));

    private void FindGoodStarts(ReadOnlySpan<byte> heap, int maxLength)
    {
        var end = -1;
        var isGood = false;
        var continuations = 0;
        for (var i = heap.Length - 1; i >= 0; i--)
        {
            var value = heap[i];
            if (value == 0)
            {
                (end, isGood, continuations) = (i, true, 0);
            }
            else if (value is >= 0x80 and < 0xC0)
            {
                continuations++;
                continue;
            }
            else
            {
                isGood = isGood && value is >= 0x20 and not 0x7F && IsLead(heap, i, continuations);
                continuations = 0;
            }

            _isGoodStart[i] = isGood && end - i <= maxLength;
        }
    }

    // Well-formed UTF-8 sequences (Unicode 3.9, table 3-7): no overlong forms, no surrogates, nothing past U+10FFFF.
    private static bool IsLead(ReadOnlySpan<byte> heap, int start, int continuations) => heap[start] switch
    {
        < 0x80 => continuations == 0,
        >= 0xC2 and <= 0xDF => continuations == 1,
        0xE0 => continuations == 2 && heap[start + 1] >= 0xA0,
        0xED => continuations == 2 && heap[start + 1] <= 0x9F,
        >= 0xE1 and <= 0xEF => continuations == 2,
        0xF0 => continuations == 3 && heap[start + 1] >= 0x90,
        0xF4 => continuations == 3 && heap[start + 1] <= 0x8F,
        >= 0xF1 and <= 0xF3 => continuations == 3,
        _ => false,
    };
}
