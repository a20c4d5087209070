using System.CommandLine;
using System.Diagnostics;
using RExecIL.Cli.Permissions;
using RExecIL.Cli.Reports;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il run ASSEMBLY [args…]</c>: verifies, rewrites, loads and runs a program.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var grants = new GrantOptions();
        var assembly = new Argument<string>("ASSEMBLY") { Description = "Program to run; what it needs is looked for in its own folder" };
        var arguments = new Argument<string[]>("ARGS")
        {
            Description = "What the program gets: all from the first word on that is no option of rexec-il, and all behind '--'",
            Arity = ArgumentArity.ZeroOrMore,
            CaptureRemainingTokens = true,
        };
        var maxTime = new Option<string?>("--max-time")
        {
            Description = "End it after this time, as in 500ms, 2s, 1.5m",
            HelpName = "TIME",
        };
        var maxFuel = new Option<string?>("--max-fuel")
        {
            Description = "End it when it has done this much work: about one unit for each IL instruction, the same on every machine",
            HelpName = "UNITS",
        };
        var maxAlloc = new Option<string?>("--max-alloc")
        {
            Description = "End it before it has allocated more than this, all in all, as in 64MB, 1.5GiB",
            HelpName = "SIZE",
        };
        var maxStdout = new Option<string?>("--max-stdout")
        {
            Description = "End it before it has written more than this to standard output",
            HelpName = "SIZE",
        };
        var maxStderr = new Option<string?>("--max-stderr")
        {
            Description = "The same for standard error",
            HelpName = "SIZE",
        };
        var surroundings = new SurroundingsOptions();
        var usage = new Option<bool>("--usage") { Description = "Tell on standard error what it used, when it has ended" };
        var traceLimits = new Option<bool>("--trace-limits")
        {
            Description = "Tell on standard error what it used and which limits leave room for twice as much, as options and for a policy file",
        };
        var audit = new Option<string?>("--audit")
        {
            Description = "Append every decision on what it asks for to FILE, as JSON lines",
            HelpName = "FILE",
        };
        var tracePermissions = new Option<bool>("--trace-permissions")
        {
            Description = "Tell on standard error the least grants that it asked for, as options and as a policy file; grants no file and no variable by itself",
        };
        var prompt = new Option<bool>("--prompt") { Description = "Ask on the terminal when it wants what is neither allowed nor denied" };
        var command = new DescribedCommand("run", "Runs a program under a policy: verified, rewritten, in a sandbox.")
        {
            Usage = "rexec-il run [options] ASSEMBLY [options] [--] [ARGS…]",
            ExitCodes =
            [
                ("0-119, 127", "The program's own"),
                ("1", "Also: it did not catch an exception, or its own code was another one"),
                ("2", "Also: the command line, a policy file or a file is at fault"),
                ("120", "It used up its fuel"),
                ("121", "It used up its memory"),
                ("122", "It used up its stack"),
                ("123", "It wrote too much"),
                ("124", "Its time was up"),
                ("125", "RExecIL failed"),
                ("126", "It was refused before it started"),
            ],
        };
        command.Arguments.Add(assembly);
        command.Arguments.Add(arguments);
        grants.AddTo(command);
        command.Options.Add(maxTime);
        command.Options.Add(maxFuel);
        command.Options.Add(maxAlloc);
        command.Options.Add(maxStdout);
        command.Options.Add(maxStderr);
        surroundings.AddTo(command);
        command.Options.Add(usage);
        command.Options.Add(traceLimits);
        command.Options.Add(audit);
        command.Options.Add(tracePermissions);
        command.Options.Add(prompt);
        command.SetAction(parsed => perform(parsed, ExitCodes.RunFailed, terminal => Run(
            grants.Read(parsed),
            new Quota
            {
                MaxTime = parsed.GetValue(maxTime) is { } time ? Duration.Parse(maxTime.Name, time) : null,
                MaxFuel = parsed.GetValue(maxFuel) is { } fuel ? FuelAmount.Parse(maxFuel.Name, fuel) : null,
                MaxAllocation = Size(parsed, maxAlloc),
                MaxOutput = Size(parsed, maxStdout),
                MaxErrorOutput = Size(parsed, maxStderr),
            },
            surroundings.Read(parsed),
            parsed.GetValue(assembly)!,
            parsed.GetValue(arguments) ?? [],
            parsed.GetValue(traceLimits) ? UsageDetail.WithLimits : parsed.GetValue(usage) ? UsageDetail.Alone : UsageDetail.None,
            () => Watch.Begin(parsed.GetValue(audit), parsed.GetValue(tracePermissions), parsed.GetValue(prompt)),
            terminal)));
        return command;
    }

    /// <summary>The option that sets a limit.</summary>
    /// <param name="limit">A property of <see cref="Quota"/>.</param>
    internal static string OptionOf(string limit) => limit switch
    {
        nameof(Quota.MaxTime) => "--max-time",
        nameof(Quota.MaxAllocation) => "--max-alloc",
        nameof(Quota.MaxOutput) => "--max-stdout",
        nameof(Quota.MaxErrorOutput) => "--max-stderr",
        _ => throw new UnreachableException(limit),
    };

    private static long? Size(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } size ? ByteSize.Parse(option.Name, size) : null;

    private static int Run(
        RequestedGrants grants, Quota quota, Surroundings surroundings, string path, string[] arguments, UsageDetail detail, Func<Watch> begin, Terminal terminal)
    {
        var sandboxing = Sandboxing.Open(grants, terminal);
        using var watch = begin();
        var end = sandboxing.Run(path, arguments, quota, surroundings, metersFuel: detail == UsageDetail.WithLimits, watch);
        watch.Dispose();
        if (!end.Refusal.IsEmpty)
        {
            TextReport.WriteFindings(end.Refusal, terminal.Error, terminal);
            terminal.Error.WriteLine($"rexec-il: {Terminal.Printable(path)} was refused and did not start.");
        }

        if (end.Message is not null)
        {
            terminal.Error.WriteLine(end.Message);
        }

        if (end.Usage is { } used && detail != UsageDetail.None)
        {
            terminal.Error.WriteLine(UsageReport.Text(used));
            foreach (var line in detail == UsageDetail.WithLimits ? UsageReport.Recommended(used, ExitCodes.IsLimit(end.ExitCode)) : [])
            {
                terminal.Error.WriteLine(line);
            }
        }

        if (watch.Trace is { } trace)
        {
            WriteNeeds(trace, path, end, terminal);
        }

        if (watch.HasFailed)
        {
            terminal.Complain("The log of --audit could not be written to its end: from there on what the program asked for was denied.");
            return ExitCodes.RunFailed;
        }

        return end.ExitCode;
    }

    private static void WriteNeeds(PermissionTrace trace, string path, GuestEnd end, Terminal terminal)
    {
        if (end.ExitCode == ExitCodes.RefusedBeforeStart)
        {
            terminal.Error.WriteLine("rexec-il: it did not start, so that nothing is known of what it needs.");
            return;
        }

        var policy = Sandboxing.MinimalPolicyFor(path, trace);
        terminal.Error.WriteLine("rexec-il: the least grants that it asked for, as options and as a policy file:");
        terminal.Error.WriteLine($"  {policy.Options()}");
        terminal.Error.WriteLine(policy.Json());
        if (trace.HasRefused)
        {
            terminal.Error.WriteLine("rexec-il: some of that was refused, so that it may ask for more: run it again with these.");
        }
    }

    /// <summary>What to tell of a run's use.</summary>
    private enum UsageDetail
    {
        None,
        Alone,
        WithLimits,
    }
}
