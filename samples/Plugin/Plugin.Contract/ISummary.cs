namespace Plugin.Contract;

/// <summary>What the host asks of a plugin, and all that the two have in common.</summary>
public interface ISummary
{
    /// <summary>Describes the text files of a folder.</summary>
    string Summarize(string folder);
}
