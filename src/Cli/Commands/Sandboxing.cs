using System.Collections.Immutable;
using RExecIL.Cli.Permissions;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>Where the command line meets the library: a policy made of what the caller asked for, and what it is used for.</summary>
/// <remarks><c>verify</c>, <c>run</c> and <c>rewrite</c> come here, so that the same options mean the same policy.</remarks>
internal sealed class Sandboxing
{
    private readonly Policy _policy;

    private Sandboxing(Policy policy) => _policy = policy;

    /// <summary>Reads the policy and widens it by the grants.</summary>
    /// <exception cref="UsageException">The policy file cannot be read.</exception>
    /// <exception cref="PolicyFileException">The policy file is rejected.</exception>
    internal static Sandboxing Open(RequestedGrants requested, Terminal terminal)
    {
        PolicyRecomputeCommand.EnsureReviewed(terminal);

        // Paths in a policy file are meant from where it lies, those of the command line from where the caller is.
        var policy = PolicyFiles.ReadOrPreset(requested.PolicyFile);
        policy = Grant(policy, Capability.Read, requested.Read, Path.GetFullPath);
        policy = Grant(policy, Capability.Write, requested.Write, Path.GetFullPath);
        policy = Grant(policy, Capability.Environment, requested.Environment, static name => name);
        policy = Grant(policy, Capability.Network, requested.Network, static name => name);
        policy = requested.Temp ? policy.Granting(Capability.Temp) : policy;
        if (requested.All)
        {
            terminal.Error.WriteLine("rexec-il: warning: --allow-all grants everything that can be granted; only what is denied expressly is refused.");
            policy = policy.Granting(Enum.GetValues<Capability>().Aggregate((all, capability) => all | capability));
        }

        return new Sandboxing(policy
            .Denying(Capability.Read, requested.DenyRead.Select(Path.GetFullPath))
            .Denying(Capability.Write, requested.DenyWrite.Select(Path.GetFullPath))
            .Denying(Capability.Network, requested.DenyNetwork));
    }

    /// <summary>Verifies an assembly and the dependencies in its folder.</summary>
    /// <returns>Why they may not run; empty when they may.</returns>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal ImmutableArray<Diagnostic> Verify(string path) =>
        [.. Verifier().Verify(ImageFile.Read(path, Limits.Default), DependenciesOf(path).FindModule)
            .SelectMany(verdict => verdict.Diagnostics)];

    /// <summary>Verifies and rewrites an assembly and the dependencies in its folder.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal Checked<TrustedClosure> Trust(string path) =>
        Verifier().Trust(ImageFile.Read(path, Limits.Default), DependenciesOf(path).FindModule);

    /// <summary>Runs a program on the streams of this process.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">What its <c>Main</c> gets.</param>
    /// <param name="quota">What the command line lets it use; the policy's limits hold where this sets none.</param>
    /// <param name="surroundings">What it finds around it.</param>
    /// <param name="metersFuel">Whether fuel is metered even when nothing limits it.</param>
    /// <param name="watch">Who hears of what it asks for.</param>
    /// <exception cref="UsageException">The file cannot be read, or a limit is missing that the policy demands.</exception>
    internal GuestEnd Run(string path, string[] arguments, Quota quota, Surroundings surroundings, bool metersFuel, Watch watch)
    {
        var image = ImageFile.Read(path, Limits.Default);
        var limits = quota.Within(_policy.Grants);
        if (_policy.Grants.RequiresLimits && limits.Missing is { } missing)
        {
            throw new UsageException(
                $"The policy {_policy.Name} allows no run without limits, and {RunCommand.OptionOf(missing)} is not given.", "rexec-il run --trace-limits, under a policy without that demand, tells which would do.");
        }

        var rexec = new Rexec(new RexecOptions
        {
            Policy = watch.Widen(_policy),
            Audit = watch.Audit,
            Permissions = watch.Prompt,
            Quota = metersFuel ? limits with { MaxFuel = limits.MaxFuel ?? long.MaxValue } : limits,
            Hooks = DependenciesOf(path),
            Clock = surroundings.Clock,
            Culture = surroundings.Culture,
        });

        // The process ends with the guest: unloading it first would only cost time.
        var loaded = rexec.Load(image);
        if (!loaded.IsAccepted)
        {
            return new GuestEnd(ExitCodes.RefusedBeforeStart, null, loaded.Diagnostics);
        }

        try
        {
            return GuestEnd.Of(rexec.Run(loaded.Value, arguments), limits) with { Usage = loaded.Value.Usage };
        }
        catch (ArgumentException notAProgram)
        {
            return new GuestEnd(ExitCodes.RefusedBeforeStart, $"rexec-il: {notAProgram.Message}", []);
        }
    }

    /// <summary>The least policy that a traced run needed.</summary>
    internal static MinimalPolicy MinimalPolicyFor(string path, PermissionTrace trace)
    {
        var image = ImageFile.Read(path, Limits.Default);
        var pure = Policy.Preset("pure", InstalledRuntime.Catalog);
        return MinimalPolicy.Of(trace, capabilities => capabilities == Capability.None
            ? IsAccepted(pure)
            : IsAccepted(Watch.Named(pure, capabilities)));

        bool IsAccepted(Policy policy) => new AssemblyVerifier(policy, InstalledRuntime.Catalog)
            .Verify(image, DependenciesOf(path).FindModule).All(verdict => verdict.IsAccepted);
    }

    private static Policy Grant(Policy policy, Capability capability, RequestedNames requested, Func<string, string> name)
    {
        policy = requested.Names.Count > 0 ? policy.Granting(capability, requested.Names.Select(name)) : policy;
        return requested.Everything ? policy.Granting(capability) : policy;
    }

    private static DirectoryHooks DependenciesOf(string path) => new(Path.GetDirectoryName(Path.GetFullPath(path))!);

    private AssemblyVerifier Verifier() => new(_policy, InstalledRuntime.Catalog);
}
