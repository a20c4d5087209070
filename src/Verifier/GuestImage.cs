namespace RExecIL.Verifier;

/// <summary>The bytes of an untrusted assembly as the caller found them.</summary>
/// <param name="Name">What messages call it before its own name is known: a file name or path.</param>
/// <param name="Bytes">The PE image. The caller must not change the bytes afterwards.</param>
/// <param name="Symbols">
/// A portable PDB beside the image, or null. Symbols only tell source lines; symbols inside the image are found without it.
/// </param>
public sealed record GuestImage(string Name, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte>? Symbols = null);
