using System.Collections.Immutable;

namespace RExecIL.Verifier;

/// <summary>
/// Bytes that were written by the rewriter and then passed every check again: the only thing the loader takes.
/// </summary>
/// <remarks>Minted by <see cref="AssemblyVerifier"/> alone. Immutable.</remarks>
public sealed class TrustedImage
{
    private readonly byte[] _bytes;

    internal TrustedImage(string name, byte[] bytes) => (Name, _bytes) = (name, bytes);

    /// <summary>Simple name of the assembly.</summary>
    public string Name { get; }

    /// <summary>Size of the image, in bytes.</summary>
    public int Size => _bytes.Length;

    /// <summary>The checked bytes as a stream that cannot be written; what was checked is what is read.</summary>
    public Stream Open() => new MemoryStream(_bytes, 0, _bytes.Length, writable: false, publiclyVisible: false);

    /// <summary>A copy of the checked bytes.</summary>
    public byte[] ToArray() => [.. _bytes];
}

/// <summary>An assembly with all the assemblies it needs, each of them trusted.</summary>
/// <param name="Main">The assembly that was asked for.</param>
/// <param name="Dependencies">What it needs, directly or not, without the framework and the host's contracts.</param>
public sealed record TrustedClosure(TrustedImage Main, ImmutableArray<TrustedImage> Dependencies);
