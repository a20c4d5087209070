using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli;

/// <summary>Reads the policy files that the caller names, and those that they extend.</summary>
internal static class PolicyFiles
{
    /// <summary>The preset that counts where none is named.</summary>
    internal const string DefaultPreset = "script";

    private const int MaxSize = 1024 * 1024;

    /// <summary>The policy that counts where none is named.</summary>
    internal static Policy Default => Policy.Preset(DefaultPreset, InstalledRuntime.Catalog);

    /// <summary>The policy in a file.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="PolicyFileException">The file is rejected.</exception>
    internal static Policy Read(string path)
    {
        var read = Check(path);
        return read.IsAccepted ? read.Value : throw new PolicyFileException(read.Diagnostics);
    }

    /// <summary>The policy in a file, or what is wrong with it.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal static Checked<Policy> Check(string path) => PolicyReader.Read(Open(path), Parent, InstalledRuntime.Catalog);

    /// <summary>The policy that a word on the command line means: a preset, or a file; the default one for null.</summary>
    /// <exception cref="UsageException">There is neither, or the file cannot be read.</exception>
    /// <exception cref="PolicyFileException">The file is rejected.</exception>
    internal static Policy ReadOrPreset(string? word) => word is null ? Default
        : Policy.PresetNames.Contains(word, StringComparer.Ordinal) ? Policy.Preset(word, InstalledRuntime.Catalog)
        : File.Exists(word) || word.AsSpan().ContainsAny("./\\") ? Read(word)
        : throw new UsageException(
            $"There is no policy file '{word}', and no preset of that name.", $"Presets are: {string.Join(", ", Policy.PresetNames)}.");

    /// <summary>What is wrong with a policy file, or odd about it.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal static IReadOnlyList<Diagnostic> Lint(string path) => PolicyLinter.Lint(Open(path), Parent, InstalledRuntime.Catalog);

    private static PolicySource? Parent(PolicySource child, string written)
    {
        try
        {
            return Open(Path.GetFullPath(written, Path.GetDirectoryName(child.FullPath)!));
        }
        catch (Exception fault) when (fault is UsageException or ArgumentException)
        {
            return null; // The reader says so at the place where it is named.
        }
    }

    private static PolicySource Open(string path)
    {
        var bytes = ImageFile.ReadBytes(path, MaxSize);
        return bytes.Length > MaxSize
            ? throw new UsageException($"'{path}' is no policy file: it is larger than 1 MiB.")
            : new PolicySource(path, Path.GetFullPath(path), bytes);
    }
}
