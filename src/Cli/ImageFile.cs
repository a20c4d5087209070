using RExecIL.Verifier;

namespace RExecIL.Cli;

/// <summary>Reads what the caller names: assemblies with their symbols, and policy files.</summary>
internal static class ImageFile
{
    /// <summary>Reads an assembly, and the symbols beside it where there are any.</summary>
    /// <param name="path">As the caller wrote it; messages repeat it.</param>
    /// <param name="limits">A larger file is cut just above the limit, so that the verifier refuses it.</param>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal static GuestImage Read(string path, Limits limits) =>
        new(path, ReadBytes(path, limits.MaxImageSize), ReadSymbols(Path.ChangeExtension(path, ".pdb"), limits.MaxSymbolsSize));

    /// <summary>Reads a file up to one byte above a limit.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal static ReadOnlyMemory<byte> ReadBytes(string path, int limit)
    {
        try
        {
            // No share of writing or deleting: what is read is one state of the file.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[Math.Clamp(stream.CanSeek ? stream.Length : 0, 4096, (long)limit + 1)];
            var count = 0;
            while (true)
            {
                count += stream.ReadAtLeast(bytes.AsSpan(count), bytes.Length - count, throwOnEndOfStream: false);
                if (count < bytes.Length || count > limit)
                {
                    return bytes.AsMemory(0, count);
                }

                // A pipe does not say how long it is, and a file may grow.
                Array.Resize(ref bytes, (int)Math.Min((long)bytes.Length * 2, (long)limit + 1));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException(Explain(path, fault));
        }
    }

    private static ReadOnlyMemory<byte>? ReadSymbols(string path, int limit)
    {
        try
        {
            return File.Exists(path) ? ReadBytes(path, limit) : null;
        }
        catch (UsageException)
        {
            // Symbols only make messages better; what they say is never trusted.
            return null;
        }
    }

    private static string Explain(string path, Exception fault) => fault switch
    {
        _ when Directory.Exists(path) => $"'{path}' is a folder: name the files in it.",
        FileNotFoundException or DirectoryNotFoundException => $"There is no file '{path}'.",
        UnauthorizedAccessException => $"'{path}' may not be read: the system denies it.",
        _ => $"'{path}' cannot be read: {fault.Message}",
    };
}
