using System.Reflection;
using System.Reflection.PortableExecutable;
using RExecIL.Runtime;
using RExecIL.Verifier.Metadata;

namespace RExecIL;

/// <summary>The assemblies of the runtime that this process runs on.</summary>
public static class InstalledRuntime
{
    private static readonly Lazy<ReferenceCatalog> LazyCatalog = new(() => CatalogOf(Images()));

    private static readonly Lazy<Dictionary<string, string>> Trusted = new(() =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase));

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
        return images.Count == 0 ? Catalog : CatalogOf(Images().Concat(images));
    }

    /// <summary>Directory of the shared framework: neither ASP.NET's nor the host's own assemblies are in it.</summary>
    public static string Directory => Path.GetDirectoryName(typeof(object).Assembly.Location)
        ?? throw new PlatformNotSupportedException("The framework is not in files: a single-file host cannot be used.");

    /// <summary>
    /// Where <c>rexec-il policy recompute</c> leaves its review of the build that this process runs on, when RExecIL does not
    /// know it: in the folder that <c>REXEC_IL_DATA</c> names, or in <c>rexec-il</c> among the user's local data. Null when
    /// there is neither.
    /// </summary>
    /// <remarks>What it says is believed: no guest may be granted to write there.</remarks>
    public static string? ReviewPath
    {
        get
        {
            var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            var folder = Environment.GetEnvironmentVariable("REXEC_IL_DATA") is { Length: > 0 } named ? Path.GetFullPath(named)
                : Path.IsPathFullyQualified(local) ? Path.Combine(local, "rexec-il")
                : null;
            return folder is null ? null : Path.Combine(folder, $"runtime-{typeof(object).Module.ModuleVersionId}.txt");
        }
    }

    /// <summary>The review at <see cref="ReviewPath"/>; null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Review => ReviewPath is { } path && File.Exists(path) ? File.ReadAllText(path) : null;

    private static ReferenceCatalog CatalogOf(IEnumerable<ReferenceImage> images) => new(images) { RuntimeReview = Review };

    internal static IEnumerable<ReferenceImage> Images() => System.IO.Directory.EnumerateFiles(Directory, "*.dll")
        .Order(StringComparer.Ordinal)
        .Where(IsManaged)
        .Select(path => Image(Loaded(path), ReferenceKind.Framework))
        .Append(Image(typeof(Sandbox).Assembly.Location, ReferenceKind.Guard))
        .Append(Image(typeof(Slot.Guard).Assembly.Location, ReferenceKind.Guard));

    // A host may bring its own copy of a framework assembly, and then the runtime loads that one.
    private static string Loaded(string path) => Trusted.Value.GetValueOrDefault(Path.GetFileNameWithoutExtension(path), path);

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
