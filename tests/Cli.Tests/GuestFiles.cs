using Microsoft.CodeAnalysis;
using RExecIL.Testing;
using RExecIL.Verifier;

namespace RExecIL.Cli.Tests;

/// <summary>Guests as files, as a user has them.</summary>
internal static class GuestFiles
{
    /// <summary>What <c>dotnet exec</c> needs beside a program.</summary>
    private static string RuntimeConfiguration { get; } =
        $$"""
        { "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "{{Environment.Version}}" } } }
        """;

    /// <summary>Compiles a program into a folder.</summary>
    /// <returns>The path of its assembly.</returns>
    internal static string Program(
        this TemporaryFolder folder, string source, string name = "Guest", bool symbols = true, params IEnumerable<MetadataReference> references) =>
        folder.Write(CSharpFixture.Compile(source, name, exe: true, references: references), symbols);

    /// <summary>Writes an image into a folder.</summary>
    /// <returns>The path of its assembly.</returns>
    internal static string Write(this TemporaryFolder folder, GuestImage image, bool symbols = true)
    {
        var path = folder[image.Name];
        File.WriteAllBytes(path, image.Bytes.ToArray());
        File.WriteAllText(Path.ChangeExtension(path, ".runtimeconfig.json"), RuntimeConfiguration);
        if (symbols && image.Symbols is { } bytes)
        {
            File.WriteAllBytes(Path.ChangeExtension(path, ".pdb"), bytes.ToArray());
        }

        return path;
    }
}
