using System.CommandLine;
using RExecIL.Cli.Reports;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il rewrite ASSEMBLY -o OUT</c>: writes the assembly as it would run.</summary>
internal static class RewriteCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var grants = new GrantOptions();
        var assembly = new Argument<string>("ASSEMBLY") { Description = "File to verify and rewrite; its dependencies are verified, not written" };
        var output = new Option<string>("--output", "-o") { Description = "File to write; it is replaced whole or not at all", HelpName = "OUT" };
        var command = new DescribedCommand("rewrite", "Writes an assembly as it would run under a policy: redirected and guarded.")
        {
            Usage = "rexec-il rewrite ASSEMBLY -o OUT [options]",
            ExitCodes =
            [
                ("0", "OUT is written"),
                ("1", "The policy refuses the assembly"),
                ("2", "The command line, a policy file or a file is at fault, or RExecIL failed"),
                ("3", "The image is malformed or not verifiable"),
            ],
        };
        command.Arguments.Add(assembly);
        command.Options.Add(output);
        grants.AddTo(command);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Rewrite(
            grants.Read(parsed),
            parsed.GetValue(assembly)!,
            parsed.GetValue(output) ?? throw new UsageException("rewrite needs -o OUT: the file to write."),
            terminal)));
        return command;
    }

    private static int Rewrite(RequestedGrants grants, string path, string output, Terminal terminal)
    {
        if (IsSameFile(path, output))
        {
            throw new UsageException("OUT is the assembly itself.", "Name another file: the original is what you would verify again.");
        }

        var trusted = Sandboxing.Open(grants, terminal).Trust(path);
        if (!trusted.IsAccepted)
        {
            TextReport.WriteFindings(trusted.Diagnostics, terminal.Output, terminal);
            return AssemblyReport.ExitCodeOf(trusted.Diagnostics);
        }

        Replace(output, trusted.Value.Main.ToArray());
        foreach (var dependency in trusted.Value.Dependencies)
        {
            terminal.Error.WriteLine($"{Terminal.Printable(path)} needs {Terminal.Printable(dependency.Name)}: rewrite that file too.");
        }

        return ExitCodes.Accepted;
    }

    private static bool IsSameFile(string left, string right) =>
        string.Equals(Resolve(left), Resolve(right), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static string Resolve(string path) =>
        File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path) : Path.GetFullPath(path);

    // Through a file beside it, so that nobody ever finds half an image under the name.
    private static void Replace(string output, byte[] bytes)
    {
        var fresh = $"{Path.GetFullPath(output)}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, output, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(fresh);
            throw new UsageException($"'{output}' cannot be written: {fault.Message}");
        }
    }
}
