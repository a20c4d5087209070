using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace RExecIL.AllowedMembers;

/// <summary>Runs the calling process under strace until every member has had its turn, and says what was found.</summary>
internal static class Check
{
    /// <summary>How long one member may take, with strace and collections: far longer than any does.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    /// <summary>Calls what the preset script allows, all or what contains a text; 1 when something was found.</summary>
    internal static int Run(string[] options, TextWriter output)
    {
        var members = MemberList.Allowed("script");
        if (options is [var text, ..])
        {
            members = [.. members.Where(member => member.Name.Contains(text, StringComparison.Ordinal))];
        }

        return Findings(members, output).Count == 0 ? 0 : 1;
    }

    /// <summary>Calls what is known to do harm; 1 when any of it is not found, so that the check itself can be trusted.</summary>
    internal static int RunOnHarmful(TextWriter output)
    {
        var members = MemberList.Harmful();
        var found = Findings(members, output).Select(finding => members[finding.Member].Name).ToHashSet(StringComparer.Ordinal);
        var missed = members.Select(member => member.Name).Distinct().Where(name => !found.Contains(name)).ToList();
        missed.ForEach(name => output.WriteLine($"MISSED {name}"));
        return missed.Count == 0 ? 0 : 1;
    }

    private static List<(int Member, string What)> Findings(List<Member> members, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("allowed-members");
        try
        {
            var findings = CallAll(members, folder.FullName, output);
            foreach (var (member, what) in findings.Distinct())
            {
                output.WriteLine($"FOUND {members[member].Name}: {what}");
            }

            return findings;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<(int Member, string What)> CallAll(List<Member> members, string folder, TextWriter output)
    {
        var (list, journalPath, trace) = (Path.Combine(folder, "members"), Path.Combine(folder, "journal"), Path.Combine(folder, "trace"));
        MemberList.Write(list, members);
        File.WriteAllBytes(journalPath, new byte[Caller.JournalSize]);
        using var file = MemoryMappedFile.CreateFromFile(journalPath, FileMode.Open);
        using var journal = file.CreateViewAccessor();
        var findings = new List<(int, string)>();
        for (var first = 0; first < members.Count;)
        {
            var end = CallFrom(first, list, journalPath, trace, journal);
            findings.AddRange(Trace.Findings(File.ReadLines(trace)));
            var running = journal.ReadInt32(Caller.Running);
            if (running < members.Count)
            {
                findings.Add((running, end));
            }

            first = running + 1;
        }

        output.WriteLine($"{members.Count} members: {journal.ReadInt32(Caller.Returned)} calls returned, {journal.ReadInt32(Caller.Threw)} threw, "
            + $"{journal.ReadInt32(Caller.Skipped)} members or instances could not be called; {findings.Count} findings");
        return findings;
    }

    /// <summary>Calls members until the last one, or until the process ends; says how it ended.</summary>
    private static string CallFrom(int first, string list, string journalPath, string trace, MemoryMappedViewAccessor journal)
    {
        var start = new ProcessStartInfo("strace")
        {
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(list),
            ArgumentList = { "-f", "-o", trace, "-e", "trace=%file,%network,%process", "-s", "300", Environment.ProcessPath!, Caller.Argument, list, journalPath, $"{first}" },
            Environment = { ["DOTNET_HeapVerify"] = "1", ["DOTNET_gcConcurrent"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        for (var (last, since) = (-1, Stopwatch.StartNew()); !process.WaitForExit(500);)
        {
            var running = journal.ReadInt32(Caller.Running);
            if (running != last)
            {
                (last, since) = (running, Stopwatch.StartNew());
            }
            else if (since.Elapsed > MaxTime)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                return $"does not come back within {MaxTime.TotalSeconds:F0} s";
            }
        }

        var said = error.Result.ReplaceLineEndings(" ").Trim();
        return $"the process ended with {process.ExitCode}{(said.Length == 0 ? "" : ": " + said[..Math.Min(said.Length, 300)])}";
    }
}
