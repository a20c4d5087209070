using System.IO.Enumeration;

namespace RExecIL.Files;

/// <summary>Which names a search pattern means.</summary>
internal static class NamePattern
{
    /// <summary>A test for a pattern without directories, as <see cref="Directory.EnumerateFiles(string, string, EnumerationOptions)"/> reads it.</summary>
    internal static Func<string, bool> Of(string pattern, EnumerationOptions options)
    {
        var ignoreCase = options.MatchCasing switch
        {
            MatchCasing.CaseSensitive => false,
            MatchCasing.CaseInsensitive => true,
            _ => !OperatingSystem.IsLinux(),
        };
        if (options.MatchType == MatchType.Simple)
        {
            return name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase);
        }

        var expression = pattern is "" or "." ? "*" : FileSystemName.TranslateWin32Expression(pattern);
        return name => FileSystemName.MatchesWin32Expression(expression, name, ignoreCase);
    }
}
