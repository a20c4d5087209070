using Plugin.Contract;

namespace Plugin.Guest;

// Reads files as any code does; the sandbox decides which.
public sealed class WordSummary : ISummary
{
    public string Summarize(string folder)
    {
        var words = File.ReadAllText(Path.Combine(folder, "poem.txt"))
            .Split([' ', '\n', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
        var favourite = words.GroupBy(word => word.ToLowerInvariant())
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .First();
        return $"{words.Length} words, most often '{favourite.Key}' ({favourite.Count()} times). {TryOutside(folder)}";
    }

    private static string TryOutside(string folder)
    {
        try
        {
            return "And outside: " + File.ReadAllText(Path.Combine(folder, "..", "secret.txt"));
        }
        catch (UnauthorizedAccessException)
        {
            return "The file outside the folder stays closed.";
        }
    }
}
