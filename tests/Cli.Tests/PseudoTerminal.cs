using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>The command line on a terminal of its own. Linux only.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWriteWithoutControl = 0x2 | 0x100; // O_RDWR | O_NOCTTY

    private readonly FileStream _terminal;
    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;

    internal PseudoTerminal(params IReadOnlyList<string> arguments)
    {
        var handle = OpenTerminal(ReadWriteWithoutControl);
        var name = new byte[128];
        if (handle.IsInvalid || Grant(handle) != 0 || Unlock(handle) != 0 || NameOf(handle, name, name.Length) != 0)
        {
            throw new AssertInconclusiveException("The system gives no terminal.");
        }

        _terminal = new FileStream(handle, FileAccess.ReadWrite, bufferSize: 0);
        var path = Encoding.ASCII.GetString(name.AsSpan(0, Array.IndexOf(name, (byte)0)));
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "terminal=$1; shift; exec \"$@\" <>\"$terminal\" >\"$terminal\" 2>\"$terminal\"", "sh", path, ChildProcess.Dotnet, "exec", RexecIl.Tool, .. arguments]);
        start.Environment["TERM"] = "xterm";
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("CI");
        _process = Process.Start(start)!;
        _reading = Task.Run(Read);
    }

    /// <summary>All that was shown, what was typed included.</summary>
    internal string Shown
    {
        get
        {
            lock (_shown)
            {
                return _shown.ToString();
            }
        }
    }

    /// <summary>Types.</summary>
    internal void Type(string text) => _terminal.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits until a text was shown so often.</summary>
    internal async Task WaitFor(string text, int times = 1)
    {
        var deadline = Stopwatch.StartNew();
        while (Shown.Split(text).Length <= times)
        {
            if (deadline.Elapsed > TimeSpan.FromMinutes(2) || (_process.HasExited && _reading.IsCompleted))
            {
                Assert.Fail($"'{text}' was not shown {times} times:\n{Shown}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> End()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _terminal.Dispose();
    }

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            for (int count; (count = _terminal.Read(buffer)) > 0;)
            {
                lock (_shown)
                {
                    _shown.Append(Encoding.UTF8.GetString(buffer, 0, count));
                }
            }
        }
        catch (IOException)
        {
            // So a terminal ends when the last program on it has (EIO).
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial SafeFileHandle OpenTerminal(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(SafeFileHandle terminal);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOf(SafeFileHandle terminal, byte[] name, nint length);
}
