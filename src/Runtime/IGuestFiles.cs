namespace RExecIL.Runtime;

/// <summary>
/// What guest code may do to files and directories besides opening them. Paths are as the guest wrote them.
/// </summary>
internal interface IGuestFiles
{
    /// <summary>The sandbox's own working directory; the process keeps its own.</summary>
    string CurrentDirectory { get; set; }

    /// <summary>A directory of the run's own; removed when the run has ended.</summary>
    string TemporaryDirectory { get; }

    /// <summary>The absolute form of a path, without looking at the disk.</summary>
    string GetFullPath(string path);

    /// <summary>
    /// Whether a file is there; false without read access, so that a guest can ask without being ended.
    /// </summary>
    bool FileExists(string path);

    /// <summary>Whether a directory is there; false without read access.</summary>
    bool DirectoryExists(string path);

    /// <summary>What a file or directory is, with links followed; <see cref="FileStatus.Missing"/> when there is none.</summary>
    FileStatus Stat(string path);

    /// <summary>
    /// Names in a directory, as <see cref="Directory.EnumerateFileSystemEntries(string)"/> gives them.
    /// </summary>
    IEnumerable<string> Enumerate(
        string path, string pattern, EnumerationOptions options, bool files, bool directories);

    /// <summary>Makes a directory with all that lead to it; nothing happens when it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    void DeleteFile(string path);

    /// <summary>Deletes a directory: an empty one, or one with all that it holds. Links are deleted and not followed.</summary>
    void DeleteDirectory(string path, bool recursive);

    /// <summary>Renames a file.</summary>
    /// <returns>False when that would take a copy, since the two are on different devices.</returns>
    bool MoveFile(string from, string to, bool overwrite);

    /// <summary>Renames a directory.</summary>
    void MoveDirectory(string from, string to);

    /// <summary>Sets times in UTC; null leaves one as it is.</summary>
    void SetTimes(string path, DateTime? access, DateTime? write);
}
