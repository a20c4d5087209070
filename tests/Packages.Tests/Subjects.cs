using System.Reflection;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Policies;

namespace RExecIL.Packages.Tests;

/// <summary>Assemblies that were built before these tests and that the tests meet as files.</summary>
internal static class Subjects
{
    /// <summary>The folder with the assemblies of the packages.</summary>
    internal static string Packages { get; } = Path.GetDirectoryName(PathOf("RealPackages"))!;

    /// <summary>The command line.</summary>
    internal static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "rexec-il.dll");

    /// <summary>What the command line judges them by.</summary>
    internal static Policy Script { get; } = Policy.Preset("script", InstalledRuntime.Catalog);

    /// <summary>The file that a project of this repository was built into.</summary>
    internal static string PathOf(string project) => typeof(Subjects).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == project).Value!;

    /// <summary>The file of an assembly of a package.</summary>
    internal static string PathOfPackaged(string assembly) => Path.Combine(Packages, assembly + ".dll");

    /// <summary>An assembly of a package.</summary>
    internal static GuestImage Packaged(string assembly) =>
        new DirectoryHooks(Packages).FindModule(assembly)
        ?? throw new FileNotFoundException("No package brought it.", PathOfPackaged(assembly));

    /// <summary>Findings as a person reads them, not too many of them.</summary>
    internal static string Text(IEnumerable<Diagnostic> diagnostics) =>
        string.Join('\n', diagnostics.Take(20).Select(found => $"{found.Location}: {found.Id}: {found.Message}"));
}
