namespace RExecIL;

/// <summary>A tree of files at a path of the guests'. Immutable.</summary>
/// <param name="Path">An absolute path. Nothing need be there on the disk; what is there, guests do not see.</param>
/// <param name="Tree">The files.</param>
/// <param name="IsWritable">Whether guests may change them. Default false.</param>
/// <remarks>A mount is the grant of what it holds. A directory of the disk that holds the path does not list it.</remarks>
public sealed record Mount(string Path, FileTree Tree, bool IsWritable = false);
