using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Metadata;

/// <summary>Source lines of an image.</summary>
internal sealed class SourceMap
{
    private readonly ScreenedImage _image;

    private SourceMap(ScreenedImage image) => _image = image;

    internal static SourceMap Read(ScreenedImage image) => new(image);

    internal CodeLocation Locate(CodeLocation location) =>
        _image.Source.Symbols is null ? location : location with { File = location.File };
}
