using System.Runtime.InteropServices;
using RExecIL.Runtime;

namespace RExecIL.Files;

/// <summary>What <c>statx</c> tells: the same layout on every processor (linux/stat.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStatus
{
    private const ushort KindMask = 0xF000;
    private const ushort AnyWrite = 0x92;
    private const uint HasBirth = 0x800;

    [FieldOffset(0)]
    private readonly uint _mask;
    [FieldOffset(16)]
    private readonly uint _links;
    [FieldOffset(28)]
    private readonly ushort _mode;
    [FieldOffset(32)]
    private readonly ulong _inode;
    [FieldOffset(40)]
    private readonly ulong _size;
    [FieldOffset(64)]
    private readonly Time _accessed;
    [FieldOffset(80)]
    private readonly Time _born;
    [FieldOffset(96)]
    private readonly Time _changed;
    [FieldOffset(112)]
    private readonly Time _written;
    [FieldOffset(136)]
    private readonly uint _deviceMajor;
    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    internal readonly bool IsRegularFile => (_mode & KindMask) == 0x8000;

    internal readonly bool IsDirectory => (_mode & KindMask) == 0x4000;

    internal readonly bool IsLink => (_mode & KindMask) == 0xA000;

    /// <summary>How many names the file has.</summary>
    internal readonly uint Links => _links;

    /// <summary>The mounted file system that it is on.</summary>
    internal readonly ulong Device => ((ulong)_deviceMajor << 32) | _deviceMinor;

    /// <summary>What it is, whatever it is called.</summary>
    internal readonly FileIdentity Identity => new(Device, _inode);

    /// <summary>The same as guests see it.</summary>
    internal readonly FileStatus ToGuest(string name)
    {
        var attributes = IsDirectory ? FileAttributes.Directory : IsLink ? FileAttributes.ReparsePoint : 0;
        attributes |= (_mode & AnyWrite) == 0 && !IsLink ? FileAttributes.ReadOnly : 0;
        attributes |= name.StartsWith('.') ? FileAttributes.Hidden : 0;
        var born = (_mask & HasBirth) != 0 ? _born.Utc
            : _changed.Utc < _written.Utc ? _changed.Utc
            : _written.Utc;
        return new FileStatus(
            attributes == 0 ? FileAttributes.Normal : attributes, (long)_size, born, _accessed.Utc, _written.Utc);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _padding;

        internal DateTime Utc => DateTime.UnixEpoch.AddSeconds(_seconds).AddTicks(_nanoseconds / 100);
    }
}

/// <summary>A file or directory itself, whatever its names are.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);
