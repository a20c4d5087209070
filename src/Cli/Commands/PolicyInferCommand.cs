using System.CommandLine;
using System.Globalization;
using RExecIL.Inference;
using RExecIL.Inference.Tables;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy infer</c>: infers from the framework's IL what each of its members can reach.</summary>
internal static class PolicyInferCommand
{
    /// <summary>Namespaces of plain computation, whose share is a figure of merit.</summary>
    private static readonly string[] Common =
    [
        "System", "System.Buffers", "System.Buffers.Binary", "System.Buffers.Text", "System.Collections",
        "System.Collections.Concurrent", "System.Collections.Frozen", "System.Collections.Generic", "System.Collections.Immutable",
        "System.Collections.ObjectModel", "System.Collections.Specialized", "System.Diagnostics", "System.Globalization",
        "System.IO", "System.Linq", "System.Numerics", "System.Runtime.CompilerServices", "System.Text",
        "System.Text.Encodings.Web", "System.Text.Json", "System.Text.Json.Nodes", "System.Text.Json.Serialization",
        "System.Text.RegularExpressions", "System.Text.Unicode", "System.Threading", "System.Threading.Tasks", "System.Timers",
    ];

    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var framework = new Option<string[]>("--framework")
        {
            Description = "Folder of a framework's assemblies; with several, a member has the effects that it has in any",
            HelpName = "DIR",
        };
        var tables = new Option<string?>("--tables") { Description = "Folder of the human tables, in place of those built in", HelpName = "DIR" };
        var output = new Option<string?>("--out") { Description = "Folder to write effects.txt to", HelpName = "DIR" };
        var baseline = new Option<string?>("--baseline")
        {
            Description = "A list of offered members, to be held against the effects; its accepted.txt is that of --tables",
            HelpName = "FILE",
        };
        var check = new Option<bool>("--check") { Description = "Compare with effects.txt in the folder of --out, and write nothing" };
        var command = new DescribedCommand("infer", "Infers what the members of the framework can reach.")
        {
            Usage = "rexec-il policy infer [options]",
            ExitCodes =
            [
                ("0", "The effects are inferred, and as --check expects"),
                ("1", "--check found a difference, or the baseline offers what nobody has accepted"),
                ("2", "A table has wrong, stale or dead lines, a file is at fault, or RExecIL failed"),
            ],
        };
        command.Options.Add(framework);
        command.Options.Add(tables);
        command.Options.Add(output);
        command.Options.Add(check);
        command.Options.Add(baseline);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Infer(
            parsed.GetValue(framework) is { Length: > 0 } given ? given : [Path.GetDirectoryName(typeof(object).Assembly.Location)!],
            parsed.GetValue(tables),
            parsed.GetValue(output),
            parsed.GetValue(check),
            parsed.GetValue(baseline),
            terminal)));
        return command;
    }

    private static int Infer(string[] frameworks, string? tables, string? output, bool isCheck, string? baseline, Terminal terminal)
    {
        if (isCheck && output is null)
        {
            throw new UsageException("--check needs --out, the folder to compare with.");
        }

        EffectsFile? file = null;
        var isAccepted = true;
        try
        {
            foreach (var folder in frameworks)
            {
                using var effects = FrameworkEffects.Infer(folder, tables is null ? InferenceTables.Shipped() : InferenceTables.Open(tables));
                Tell(folder, effects, terminal);
                var one = EffectsFile.Of(effects);
                file = file is null ? one : file.Union(one);
                isAccepted &= baseline is null || Check(File.ReadAllText(baseline), effects, tables, terminal);
            }
        }
        catch (TableFaultException stale)
        {
            Tell(stale.Faults, terminal);
            terminal.Complain($"{stale.Faults.Count} lines of the tables are at fault, so nothing was inferred.");
            return ExitCodes.UsageOrToolError;
        }

        var written = output is null ? ExitCodes.Accepted : Write(file!, Path.Combine(output, "effects.txt"), isCheck, terminal);
        return isAccepted ? written : ExitCodes.RefusedByPolicy;
    }

    private static bool Check(string baseline, FrameworkEffects effects, string? tables, Terminal terminal)
    {
        var faults = AcceptedEffects.Check(
            baseline, effects, tables is null ? AcceptedEffects.ShippedText : File.ReadAllText(Path.Combine(tables, "accepted.txt")));
        Tell(faults, terminal);
        return faults.Count == 0;
    }

    private static void Tell(IReadOnlyList<TableFault> faults, Terminal terminal)
    {
        foreach (var fault in faults)
        {
            terminal.Error.WriteLine(Terminal.Printable(fault.ToString()));
        }
    }

    private static int Write(EffectsFile file, string path, bool isCheck, Terminal terminal)
    {
        if (!isCheck)
        {
            File.WriteAllText(path, file.Text);
            return ExitCodes.Accepted;
        }

        if (File.ReadAllText(path) == file.Text)
        {
            return ExitCodes.Accepted;
        }

        terminal.Complain($"{path} is not what the framework and the tables give. Run without --check and read the difference.");
        return ExitCodes.RefusedByPolicy;
    }

    private static void Tell(string folder, FrameworkEffects effects, Terminal terminal)
    {
        void Line(string text) => terminal.Output.WriteLine(Terminal.Printable(text));
        var members = effects.Members;
        string Share(IReadOnlyCollection<SurfaceMember> some) => string.Create(
            CultureInfo.InvariantCulture,
            $"{some.Count(member => member.IsHarmless)} of {some.Count} ({100.0 * some.Count(member => member.IsHarmless) / Math.Max(some.Count, 1):F1} %)");
        var common = members.Where(member => Common.Contains(member.Namespace)).ToList();
        Line(folder);
        Line(string.Create(CultureInfo.InvariantCulture, $"  {effects.MethodCount} methods, {effects.EdgeCount} edges; read {effects.ReadTime.TotalSeconds:F1} s, bodies {effects.BuildTime.TotalSeconds:F1} s, solved {effects.SolveTime.TotalSeconds:F1} s, at most {Environment.WorkingSet >> 20} MB"));
        Line($"  allowed: {Share(members)}; common namespaces: {Share(common)}");
        foreach (var group in common.GroupBy(member => member.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Line($"    {group.Key}: {Share([.. group])}");
        }

        foreach (var leaf in effects.UnknownLeaves)
        {
            Line($"  unknown leaf, counts as NATIVE: {leaf}");
        }
    }
}
