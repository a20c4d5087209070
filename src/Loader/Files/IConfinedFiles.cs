using RExecIL.Runtime;

namespace RExecIL.Files;

/// <summary>Files and directories behind grants: each operation is judged and done, as nearly in one step as the system can.</summary>
/// <remarks>Every operation throws <see cref="UnauthorizedAccessException"/> when no grant covers it.</remarks>
internal interface IConfinedFiles : IDisposable
{
    /// <summary>Opens a file, as <see cref="FileStream"/> would.</summary>
    Stream Open(
        GuestPath path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options);

    /// <summary>What is there, with links followed.</summary>
    FileStatus Status(GuestPath path);

    /// <summary>What a directory holds. Opened by the call, read by the loop.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="access">What has to be granted: reading, or writing for who removes what it holds.</param>
    /// <param name="asked">Attributes that count. What tells directories, links and hidden entries apart always does.</param>
    OpenedDirectory Entries(GuestPath path, FileAccess access, FileAttributes asked = 0);

    /// <summary>Makes a directory in one that is there. Nothing happens when it is there already.</summary>
    void MakeDirectory(GuestPath path);

    /// <summary>Removes a name: a file or a link, or else an empty directory or a link to one.</summary>
    /// <returns>Whether there was any.</returns>
    bool Remove(GuestPath path, bool isDirectory);

    /// <summary>Gives a file or a directory another name.</summary>
    /// <returns>False when the two names are on different devices; nothing has happened then.</returns>
    bool Rename(GuestPath from, GuestPath to, bool overwrite, bool isDirectory);

    /// <summary>Sets times in UTC; null leaves one as it is.</summary>
    void SetTimes(GuestPath path, DateTime? access, DateTime? write);
}

/// <summary>An entry of a directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">What it is: a link to a directory has both marks.</param>
internal readonly record struct EntryInDirectory(string Name, FileAttributes Attributes);

/// <summary>A directory that may be read.</summary>
/// <param name="RealPath">Its path with links followed.</param>
/// <param name="Entries">What it holds.</param>
internal readonly record struct OpenedDirectory(string RealPath, IEnumerable<EntryInDirectory> Entries);
