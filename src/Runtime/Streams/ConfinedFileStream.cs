using Microsoft.Win32.SafeHandles;

namespace RExecIL.Runtime.Streams;

/// <summary>A stream over a handle that was opened beneath a grant, with the name that the framework would give it.</summary>
internal sealed class ConfinedFileStream(SafeFileHandle handle, FileAccess access, int bufferSize, string path)
    : FileStream(handle, access, bufferSize, handle.IsAsync)
{
    public override string Name => path;
}
