using System.Reflection;
using System.Reflection.PortableExecutable;
using RExecIL.Runtime;
using RExecIL.Verifier.Metadata;

namespace RExecIL;

/// <summary>The assemblies of the runtime that this process runs on.</summary>
public static class InstalledRuntime
{
    private static readonly Lazy<ReferenceCatalog> LazyCatalog = new(() => new ReferenceCatalog(Images()));

    /// <summary>
    /// The shared framework, and the guards that rewritten code calls. Read when first needed, then kept.
    /// </summary>
    public static ReferenceCatalog Catalog => LazyCatalog.Value;

    /// <summary>The same with assemblies of the host that guests may name.</summary>
    /// <exception cref="ArgumentException">A contract was not loaded from a file.</exception>
    public static ReferenceCatalog CatalogWith(IEnumerable<Assembly> contracts)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        var images = contracts.Select(Contract).ToList();
        return images.Count == 0 ? Catalog : new ReferenceCatalog(Images().Concat(images));
    }

    /// <summary>Directory of the shared framework: neither ASP.NET's nor the host's own assemblies are in it.</summary>
    internal static string Directory => Path.GetDirectoryName(typeof(object).Assembly.Location)
        ?? throw new PlatformNotSupportedException("The framework is not in files: a single-file host cannot be used.");

    internal static IEnumerable<ReferenceImage> Images() => System.IO.Directory.EnumerateFiles(Directory, "*.dll")
        .Order(StringComparer.Ordinal)
        .Where(IsManaged)
        .Select(path => Image(path, ReferenceKind.Framework))
        .Append(Image(typeof(Sandbox).Assembly.Location, ReferenceKind.Guard))
        .Append(Image(typeof(Slot.Guard).Assembly.Location, ReferenceKind.Guard));

    private static ReferenceImage Contract(Assembly contract) =>
        contract.Location is { Length: > 0 } path
            ? Image(path, ReferenceKind.Contract)
            : throw new ArgumentException(
                $"{contract.GetName().Name} was not loaded from a file, so its members cannot be listed.");

    private static ReferenceImage Image(string path, ReferenceKind kind) => new(
        Path.GetFileNameWithoutExtension(path),
        kind,
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));

    // On Windows native libraries are in the same directory under the same extension.
    private static bool IsManaged(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return true;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var image = new PEReader(stream);
        return image.HasMetadata;
    }
}
