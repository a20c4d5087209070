using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RExecIL.Files;

/// <summary>The few calls of the Linux kernel that act beneath an open directory. Each gives 0 or an error number.</summary>
/// <remarks>
/// Called by number, since C libraries offer openat2 late or never, and lay out <c>struct stat</c> in many ways. Names
/// that are no valid UTF-16 are refused rather than changed.
/// </remarks>
internal static unsafe partial class LinuxCalls
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NonBlocking = 0x800;
    internal const int Synchronous = 0x101000;
    internal const int PathOnly = 0x200000;

    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int NoSuchDevice = 6;
    internal const int TryAgain = 11;
    internal const int NoAccess = 13;
    internal const int Exists = 17;
    internal const int OtherDevice = 18;
    internal const int NoDirectory = 20;
    internal const int IsDirectory = 21;
    internal const int Invalid = 22;
    internal const int ReadOnlySystem = 30;
    internal const int NameTooLong = 36;
    internal const int NotImplemented = 38;
    internal const int NotEmpty = 39;
    internal const int Link = 40;

    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int RemoveDirectory = 0x200;
    private const int EmptyPath = 0x1000;
    private const int NoReplace = 1;
    private const uint BasicStatusAndBirth = 0xFFF;
    private const int SetFlags = 4;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;
    private const long OmitTime = 0x3FFFFFFE;

    private const ulong NoMagicLinks = 0x02;
    private const ulong NoLinks = 0x04;
    private const ulong Beneath = 0x08;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Numbers? Known = RuntimeInformation.ProcessArchitecture switch
    {
        _ when !OperatingSystem.IsLinux() => null,
        Architecture.X64 => new Numbers(332, 263, 258, 316, 280, 217, 73, 72),
        Architecture.Arm64 => new Numbers(291, 35, 34, 276, 88, 61, 32, 25),
        _ => null,
    };

    // On arm64 the flag for directories is another.
    internal static int Directory => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    /// <summary>Whether this kernel opens beneath a directory, and this process may ask it to.</summary>
    internal static bool AreOffered()
    {
        if (Known is null)
        {
            return false;
        }

        using var root = OpenRoot("/", out _);
        using var probe = root is null ? null : OpenBeneath(root, ".", PathOnly, 0, out _);
        return probe is not null && GetStatus(probe, out _) == 0;
    }

    /// <summary>A handle of a directory to begin at: the host's own path, of which links are followed.</summary>
    internal static SafeFileHandle? OpenRoot(string path, out int error) =>
        Open(CurrentDirectory, path, new OpenHow((uint)(PathOnly | Directory | CloseOnExec), 0, NoMagicLinks), out error);

    /// <summary>Opens what lies beneath a directory: no link on the way, no step up, in one call.</summary>
    internal static SafeFileHandle? OpenBeneath(SafeFileHandle directory, string path, int flags, uint mode, out int error)
    {
        // openat2 accepts nothing that makes no sense.
        using var held = new Held(directory);
        flags |= CloseOnExec | ((flags & PathOnly) == 0 ? NoControllingTerminal : 0);
        return Open(
            held.Number,
            path,
            new OpenHow((uint)flags, (flags & Create) == 0 ? 0 : mode, Beneath | NoMagicLinks | NoLinks),
            out error);
    }

    internal static int GetStatus(SafeFileHandle handle, out LinuxStatus status) =>
        GetStatus(handle, "", EmptyPath, out status);

    /// <summary>What an entry of a directory is; of a link the link.</summary>
    internal static int GetStatus(SafeFileHandle directory, string name, out LinuxStatus status) =>
        GetStatus(directory, name, NoFollow, out status);

    internal static int Remove(SafeFileHandle directory, string name, bool isDirectory)
    {
        using var held = new Held(directory);
        fixed (byte* text = Bytes(name))
        {
            return Call(Known!.Unlink, held.Number, (nint)text, isDirectory ? RemoveDirectory : 0);
        }
    }

    internal static int MakeDirectory(SafeFileHandle directory, string name)
    {
        using var held = new Held(directory);
        fixed (byte* text = Bytes(name))
        {
            return Call(Known!.MakeDirectory, held.Number, (nint)text, 0x1FF);
        }
    }

    internal static int Rename(SafeFileHandle from, string name, SafeFileHandle to, string newName, bool overwrite)
    {
        using var source = new Held(from);
        using var target = new Held(to);
        fixed (byte* old = Bytes(name), @new = Bytes(newName))
        {
            return Call(Known!.Rename, source.Number, (nint)old, target.Number, (nint)@new, overwrite ? 0 : NoReplace);
        }
    }

    /// <summary>Sets the times of an entry; null leaves one as it is.</summary>
    internal static int SetTimes(SafeFileHandle directory, string name, DateTime? access, DateTime? write)
    {
        using var held = new Held(directory);
        var times = stackalloc long[4];
        (times[0], times[1]) = Time(access);
        (times[2], times[3]) = Time(write);
        fixed (byte* text = Bytes(name))
        {
            return Call(Known!.SetTimes, held.Number, (nint)text, (nint)times, NoFollow);
        }

        static (long Seconds, long Nanoseconds) Time(DateTime? time)
        {
            if (time is not { } utc)
            {
                return (0, OmitTime);
            }

            var ticks = (utc - DateTime.UnixEpoch).Ticks;
            var ofSecond = ((ticks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond) % TimeSpan.TicksPerSecond;
            return ((ticks - ofSecond) / TimeSpan.TicksPerSecond, ofSecond * 100);
        }
    }

    /// <summary>The next entries of an open directory, as the kernel lays them out; 0 bytes at the end.</summary>
    internal static int ReadEntries(SafeFileHandle directory, Span<byte> buffer, out int length)
    {
        using var held = new Held(directory);
        fixed (byte* start = buffer)
        {
            var result = syscall(Known!.ReadEntries, held.Number, (nint)start, buffer.Length, 0, 0, 0);
            length = (int)Math.Max(result, 0);
            return result < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <summary>Takes the lock that .NET takes for a <see cref="FileShare"/>; programs that ask for none do not notice.</summary>
    internal static int Lock(SafeFileHandle handle, bool exclusive)
    {
        using var held = new Held(handle);
        return Call(Known!.Lock, held.Number, (exclusive ? LockExclusive : LockShared) | LockWithoutWaiting);
    }

    /// <summary>Makes a handle wait again that was opened without waiting.</summary>
    internal static int WaitAgain(SafeFileHandle handle)
    {
        using var held = new Held(handle);
        return Call(Known!.Control, held.Number, SetFlags, 0);
    }

    private static int GetStatus(SafeFileHandle directory, string name, int flags, out LinuxStatus status)
    {
        using var held = new Held(directory);
        fixed (LinuxStatus* result = &status)
        fixed (byte* text = Bytes(name))
        {
            return Call(Known!.Status, held.Number, (nint)text, flags, (nint)BasicStatusAndBirth, (nint)result);
        }
    }

    private static SafeFileHandle? Open(nint directory, string path, OpenHow how, out int error)
    {
        var length = Utf8.GetMaxByteCount(path.Length) + 1;
        byte[]? rented = null;
        var bytes = length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            bytes[Utf8.GetBytes(path, bytes)] = 0;
            fixed (byte* text = bytes)
            {
                nint result;
                do
                {
                    result = syscall(437, directory, (nint)text, (nint)(&how), sizeof(OpenHow), 0, 0);
                    error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
                }
                while (error == Interrupted);
                return result < 0 ? null : new SafeFileHandle(result, ownsHandle: true);
            }
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static byte[] Bytes(string name)
    {
        var bytes = new byte[Utf8.GetByteCount(name) + 1];
        Utf8.GetBytes(name, bytes);
        return bytes;
    }

    private static int Call(nint number, nint a, nint b = 0, nint c = 0, nint d = 0, nint e = 0)
    {
        int error;
        do
        {
            error = syscall(number, a, b, c, d, e, 0) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Interrupted);
        return error;
    }

    // The runtime knows the C library by this name, whichever it is.
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    private sealed record Numbers(
        nint Status, nint Unlink, nint MakeDirectory, nint Rename, nint SetTimes, nint ReadEntries, nint Lock, nint Control);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct OpenHow(ulong Flags, ulong Mode, ulong Resolve);

    /// <summary>Keeps a handle from being closed, and its number from being another file's, during a call.</summary>
    private readonly ref struct Held : IDisposable
    {
        private readonly SafeFileHandle _handle;

        internal Held(SafeFileHandle handle)
        {
            var isHeld = false;
            handle.DangerousAddRef(ref isHeld);
            _handle = handle;
        }

        internal nint Number => _handle.DangerousGetHandle();

        public void Dispose() => _handle.DangerousRelease();
    }
}
