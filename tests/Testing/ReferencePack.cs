namespace RExecIL.Testing;

/// <summary>The reference assemblies of the SDK.</summary>
public static class ReferencePack
{
    /// <summary>Where they are; null on a machine with the bare runtime.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var packs = Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../packs/Microsoft.NETCore.App.Ref"));
        return Directory.Exists(packs)
            ? Directory.EnumerateDirectories(packs)
                .Select(pack => Path.Combine(pack, "ref", $"net{Environment.Version.Major}.{Environment.Version.Minor}"))
                .Where(Directory.Exists)
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;
    }
}
