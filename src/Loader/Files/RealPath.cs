using RExecIL.Runtime;

namespace RExecIL.Files;

/// <summary>Follows links one by one. What comes out was true in that moment; whoever opens it makes sure.</summary>
internal static class RealPath
{
    /// <summary>As many as the Linux kernel follows.</summary>
    private const int MaxLinks = 40;

    /// <summary>The path with all links followed; what does not exist is left as it is.</summary>
    /// <param name="full">An absolute path.</param>
    /// <param name="written">The same as the guest wrote it.</param>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    internal static string Of(string full, string written)
    {
        var root = Path.GetPathRoot(full)!;
        var real = root;
        var rest = new Stack<string>(Parts(full[root.Length..]));
        var links = 0;
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"Too many levels of symbolic links: '{Denial.Printable(written)}'.");
            }

            if (Path.GetPathRoot(target) is { Length: > 0 } targetRoot)
            {
                real = targetRoot;
                target = target[targetRoot.Length..];
            }

            foreach (var targetPart in Parts(target))
            {
                rest.Push(targetPart);
            }
        }

        return real;
    }

    /// <summary>
    /// The directory entry of that name: of a link the link itself, since that is what is deleted or moved.
    /// </summary>
    internal static string OfEntry(string full, string written)
    {
        full = Path.TrimEndingDirectorySeparator(full);
        var parent = Path.GetDirectoryName(full) ?? throw Denial.Write(written);
        return Path.Join(Of(parent, written), Path.GetFileName(full));
    }

    // Last part first, as a stack wants them.
    private static IEnumerable<string> Parts(string path) => path
        .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part != ".")
        .Reverse();
}
