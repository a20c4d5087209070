using System.CommandLine;
using System.Runtime.InteropServices;
using RExecIL.Inference;
using RExecIL.Inference.Tables;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy recompute</c>: reviews builds of the framework that RExecIL does not know.</summary>
internal static class PolicyRecomputeCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var framework = new Option<string[]>("--framework")
        {
            Description = "Folder of a build's assemblies, which gives it its name; that of this process when none is given",
            HelpName = "DIR",
        };
        var output = new Option<string?>("--out") { Description = "File to write to, in place of the one that RExecIL reads by itself", HelpName = "FILE" };
        var command = new DescribedCommand("recompute", "Infers what a build of the framework must withhold, so that guests may run on it.")
        {
            Usage = "rexec-il policy recompute [options]",
            ExitCodes =
            [
                ("0", "The builds may be used from now on"),
                ("2", "A folder or a file is at fault, or RExecIL failed"),
            ],
        };
        command.Options.Add(framework);
        command.Options.Add(output);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Recompute(
            parsed.GetValue(framework) ?? [], parsed.GetValue(output), terminal)));
        return command;
    }

    /// <summary>Reviews the runtime of this process if that was not done yet, so that no command needs another one first.</summary>
    internal static void EnsureReviewed(Terminal terminal)
    {
        if (RuntimeReviews.Cover(typeof(object).Module.ModuleVersionId, InstalledRuntime.Review))
        {
            return;
        }

        terminal.Error.WriteLine($".NET {Environment.Version} on {RuntimeInformation.RuntimeIdentifier} is new to RExecIL: reading what its members do, once, for about ten seconds.");
        try
        {
            Recompute([], null, terminal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or UsageException)
        {
            // The verdict says that nobody has reviewed it, and what to do.
            terminal.Complain($"What was found cannot be kept: {failure.Message} Set REXEC_IL_DATA to a folder that can be written.");
        }
    }

    private static int Recompute(string[] frameworks, string? output, Terminal terminal)
    {
        if (frameworks.Length > 0 && output is null)
        {
            throw new UsageException("Other builds than that of this process need --out, the file to write to.", "RExecIL reads the file where ReferenceCatalog.RuntimeReview gives it to it.");
        }

        var review = new BuildReview();
        if (frameworks.Length == 0)
        {
            Add(review, InstalledRuntime.Directory, $"{RuntimeInformation.RuntimeIdentifier}-{Environment.Version}", terminal);
        }

        foreach (var folder in frameworks)
        {
            Add(review, folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), terminal);
        }

        var path = output ?? InstalledRuntime.ReviewPath
            ?? throw new UsageException("There is no folder for the user's data.", "Set REXEC_IL_DATA to a folder, here and where guests run.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        // In one step, since another process may read it meanwhile.
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(unfinished, review.Text);
        File.Move(unfinished, path, overwrite: true);
        return ExitCodes.Accepted;
    }

    private static void Add(BuildReview review, string folder, string name, Terminal terminal)
    {
        if (!File.Exists(Path.Combine(folder, "System.Private.CoreLib.dll")))
        {
            throw new UsageException($"'{folder}' is no folder of a framework: it has no System.Private.CoreLib.dll.");
        }

        using var effects = FrameworkEffects.InferUnreviewed(folder, InferenceTables.Shipped());
        var withheld = review.Add(name, effects);
        var stale = effects.Unconfirmed.Count(fault => fault.Code == TableFault.StaleBarrier);
        terminal.Error.WriteLine(Terminal.Printable(
            $"{name}: {withheld} members are withheld, {effects.UnknownLeaves.Count} native functions are not known, {stale} barriers are stale."));
    }
}
