using System.Globalization;
using System.Text.RegularExpressions;

namespace RExecIL.AllowedMembers;

/// <summary>What a trace of system calls says about the members that were called.</summary>
internal static partial class Trace
{
    /// <summary>What the runtime itself reads while it compiles and collects, and data of cultures and time zones.</summary>
    private static readonly Regex Harmless = HarmlessPath();

    /// <summary>The system calls that no allowed member may make, each with the number of the member.</summary>
    internal static IEnumerable<(int Member, string What)> Findings(IEnumerable<string> lines)
    {
        var member = -1;
        foreach (var line in lines)
        {
            if (line.Contains(Caller.Marker, StringComparison.Ordinal))
            {
                var name = MarkerName().Match(line).Groups[1].Value;
                member = int.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : -1;
                continue;
            }

            if (member >= 0 && Fault(line) is { } fault)
            {
                yield return (member, fault);
            }
        }
    }

    private static string? Fault(string line)
    {
        var call = Call().Match(line);
        if (!call.Success)
        {
            return null; // The end of a call, a signal, the end of a thread.
        }

        var (name, rest) = (call.Groups[1].Value, call.Groups[2].Value);
        if (name is "socket" or "connect" or "bind" or "listen" or "accept" or "accept4" or "sendto" or "sendmsg" or "execve" or "execveat" or "fork" or "vfork")
        {
            return $"{name}({rest}";
        }

        var path = Quoted().Match(rest).Groups[1].Value;
        if (ThreadName().IsMatch(path))
        {
            return null;
        }

        var writes = rest.Contains("O_WRONLY", StringComparison.Ordinal) || rest.Contains("O_RDWR", StringComparison.Ordinal)
            || rest.Contains("O_CREAT", StringComparison.Ordinal)
            || name is "unlink" or "unlinkat" or "rename" or "renameat" or "renameat2" or "mkdir" or "mkdirat" or "rmdir" or "symlink" or "link" or "chmod" or "truncate" or "mknod";
        return writes || path.Contains(Arguments.Mark, StringComparison.Ordinal) || (path.Length > 0 && !Harmless.IsMatch(path) && !IsOfRuntime(path))
            ? $"{name}({rest}"
            : null;
    }

    /// <summary>Whether it is the folder of the runtime or of this program, one around it, or something in it.</summary>
    private static bool IsOfRuntime(string path) =>
        new[] { AppContext.BaseDirectory, Path.GetDirectoryName(typeof(object).Assembly.Location)! }
            .Any(folder => folder.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(folder, StringComparison.Ordinal));

    [GeneratedRegex(@"^(?:/proc/|/sys/fs/cgroup|/sys/devices/system/(?:cpu|node)|/etc/localtime$|/usr/share/zoneinfo|/usr/lib/|/lib/|/usr/local/lib|/dev/urandom$|/etc/ld\.so)|\.so(?:\.\d+)*$|\.dll$|\.dat$|\.res$|icu")]
    private static partial Regex HarmlessPath();

    /// <summary>The runtime gives a thread its name there.</summary>
    [GeneratedRegex(@"^/proc/self/task/\d+/comm$")]
    private static partial Regex ThreadName();

    [GeneratedRegex(@"allowed-members/(\w+)")]
    private static partial Regex MarkerName();

    [GeneratedRegex(@"^(?:\[pid\s+\d+\]\s+|\d+\s+)?([a-z0-9_]+)\((.*)")]
    private static partial Regex Call();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
