namespace RExecIL.Verifier.Policies;

/// <summary>The policy texts inside this assembly.</summary>
internal static class PolicyResources
{
    /// <summary>A text by path under <c>policies/</c>.</summary>
    internal static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }

    /// <summary>The bytes of a text by path under <c>policies/</c>; null when there is none.</summary>
    internal static byte[]? Bytes(string path)
    {
        if (typeof(PolicyResources).Assembly.GetManifestResourceInfo("policies/" + path) is null)
        {
            return null;
        }

        using var stream = Open(path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Stream Open(string path) =>
        typeof(PolicyResources).Assembly.GetManifestResourceStream("policies/" + path)
        ?? throw new System.Diagnostics.UnreachableException($"The policy text {path} is missing from this assembly.");
}
