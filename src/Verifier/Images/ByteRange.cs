namespace RExecIL.Verifier.Images;

/// <summary>Part of an image that was checked to lie inside it.</summary>
/// <param name="Start">Offset from the start of the image, in bytes.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>Offset of the first byte behind the range.</summary>
    internal int End => Start + Length;

    /// <summary>The bytes of the range.</summary>
    internal ReadOnlySpan<byte> Of(byte[] bytes) => bytes.AsSpan(Start, Length);

    /// <summary>Whether the other range lies inside this one.</summary>
    internal bool Contains(ByteRange other) => other.Start >= Start && other.End <= End;
}
