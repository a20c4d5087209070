namespace RExecIL.Testing;

/// <summary>The reference assemblies of the SDK.</summary>
public static class ReferencePack
{
    /// <summary>Where they are; null on a machine with the bare runtime.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Where the source generators of the SDK are; null on a machine with the bare runtime.</summary>
    public static string? Generators { get; } =
        Folder is null ? null : Path.GetFullPath(Path.Combine(Folder, "../../analyzers/dotnet/cs"));

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
