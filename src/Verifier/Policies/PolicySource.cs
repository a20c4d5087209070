namespace RExecIL.Verifier.Policies;

/// <summary>A policy file as the caller read it.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="FullPath">Its absolute path: relative paths inside are meant from its folder, and no file extends itself.</param>
/// <param name="Utf8">Its bytes.</param>
public sealed record PolicySource(string Name, string FullPath, ReadOnlyMemory<byte> Utf8);
