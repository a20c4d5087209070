using System.Reflection;
using RExecIL.Verifier;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Benchmarks;

/// <summary>The typical library set: the real packages that the tests use too, and what they are judged by.</summary>
internal static class LibrarySet
{
    /// <summary>The folder with the packages' assemblies.</summary>
    internal static string Folder { get; } = PathOf("LibrarySet");

    /// <summary>The trusted assemblies: the installed framework.</summary>
    internal static ReferenceCatalog Catalog => InstalledRuntime.Catalog;

    /// <summary>The policy of the command line.</summary>
    internal static Policy Policy => Policy.Preset("script", Catalog);

    /// <summary>All assemblies, in order of name.</summary>
    internal static IReadOnlyList<GuestImage> Load()
    {
        var hooks = new DirectoryHooks(Folder);
        return [.. Directory.EnumerateFiles(Folder, "*.dll")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(static name => name != "RealPackages")
            .Order(StringComparer.Ordinal)
            .Select(name => hooks.FindModule(name)!)];
    }

    /// <summary>What was built before this program and that it meets as files.</summary>
    internal static string PathOf(string input) => typeof(LibrarySet).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == input).Value!;
}
