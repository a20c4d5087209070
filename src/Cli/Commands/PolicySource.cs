using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>Where policies come from.</summary>
internal static class PolicySource
{
    /// <summary>The preset that counts where none is named.</summary>
    internal const string DefaultPreset = "script";

    private const int MaxSize = 1024 * 1024;

    /// <summary>The policy in a file; the default preset for null.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    /// <exception cref="PolicyFileException">The file is rejected.</exception>
    internal static Policy Read(string? file)
    {
        if (file is null)
        {
            return Policy.Preset(DefaultPreset, InstalledRuntime.Catalog);
        }

        var read = PolicyReader.Read(file, Bytes(file), InstalledRuntime.Catalog);
        return read.IsAccepted ? read.Value : throw new PolicyFileException(read.Diagnostics);
    }

    /// <summary>The bytes of a policy file.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal static ReadOnlyMemory<byte> Bytes(string file)
    {
        var bytes = ImageFile.ReadBytes(file, MaxSize);
        return bytes.Length <= MaxSize ? bytes : throw new UsageException($"'{file}' is no policy file: it is larger than 1 MiB.");
    }

    /// <summary>The policy in a file or the preset of that name; the default preset for null.</summary>
    /// <exception cref="UsageException">There is neither a file nor a preset of that name.</exception>
    /// <exception cref="PolicyFileException">The file is rejected.</exception>
    internal static Policy ReadOrPreset(string? name)
    {
        if (name is null || File.Exists(name))
        {
            return Read(name);
        }

        return Policy.PresetNames.Contains(name, StringComparer.Ordinal)
            ? Policy.Preset(name, InstalledRuntime.Catalog)
            : throw new UsageException(
                $"There is no policy file '{name}', and no preset of that name.", $"Presets are: {string.Join(", ", Policy.PresetNames)}.");
    }
}
