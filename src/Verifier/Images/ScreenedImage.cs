namespace RExecIL.Verifier.Images;

/// <summary>An image whose every header, table, heap index, signature and body lies within bounds and limits.</summary>
/// <remarks>
/// The proof that a metadata reader can read these bytes in time and memory proportional to their number. Immutable.
/// </remarks>
public sealed class ScreenedImage
{
    private ScreenedImage(GuestImage source, byte[] bytes, Limits limits) => (Source, Bytes, Limits) = (source, bytes, limits);

    /// <summary>The image as the caller named it.</summary>
    internal GuestImage Source { get; }

    /// <summary>A private copy of the screened bytes; nobody writes to it.</summary>
    internal byte[] Bytes { get; }

    /// <summary>The limits it was screened under.</summary>
    internal Limits Limits { get; }

    /// <summary>Screens an image. Any bytes give a result; none give an exception.</summary>
    /// <param name="image">The untrusted bytes.</param>
    /// <param name="limits">How much the image may ask for.</param>
    public static Checked<ScreenedImage> Open(GuestImage image, Limits limits) => throw new NotImplementedException();
}
