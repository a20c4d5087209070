using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Tests.Policies;

/// <summary>The installed runtime with our guard library, shared by the tests: it is immutable and dear to make.</summary>
internal static class Catalogs
{
    internal static ReferenceCatalog Installed { get; } = new(Framework().Append(Guard()));

    private static IEnumerable<ReferenceImage> Framework() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(path => IsManaged(path))
            .Select(path => new ReferenceImage(
                Path.GetFileNameWithoutExtension(path), ReferenceKind.Framework, () => File.OpenRead(path)));

    private static ReferenceImage Guard() => new(
        FrameworkNames.GuardLibrary,
        ReferenceKind.Guard,
        () => File.OpenRead(Path.Combine(AppContext.BaseDirectory, FrameworkNames.GuardLibrary + ".dll")));

    private static bool IsManaged(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new System.Reflection.PortableExecutable.PEReader(stream);
        return image.HasMetadata;
    }
}
