using RExecIL.Runtime;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>
/// Guests as the rewriter would leave them: with a place for the sandbox, guards, and filters in every catch.
/// </summary>
internal static class GuestCode
{
    private static readonly Lazy<Policy> Pure = new(() => Policy.Preset("pure", InstalledRuntime.Catalog));

    private const string Preamble =
        """
        #nullable disable
        using System;
        using System.Linq;
        using System.Threading;
        using RExecIL.Loader.Tests;
        using Guard = RExecIL.Slot.Guard;
        using RExecIL.Runtime.Shims;
        using static RExecIL.Generated.GuestContext;

        namespace RExecIL.Generated
        {
            public static class GuestContext { public static RExecIL.Runtime.Sandbox Sandbox; }
        }

        """;

    /// <summary>An environment for loading checked images directly: its policy grants nothing and is never asked.</summary>
    internal static Rexec Environment(
        TextWriter? output = null, TimeSpan? maxTime = null, TimeSpan? gracePeriod = null) =>
        new(Options(output, maxTime, gracePeriod));

    /// <summary>The options of <see cref="Environment"/>.</summary>
    internal static RexecOptions Options(
        TextWriter? output = null, TimeSpan? maxTime = null, TimeSpan? gracePeriod = null) => new()
        {
            Policy = Pure.Value,
            In = TextReader.Null,
            Out = output ?? TextWriter.Null,
            Error = TextWriter.Null,
            Quota = new Quota
            {
                MaxTime = maxTime ?? TimeSpan.FromMinutes(1),
                GracePeriod = gracePeriod ?? TimeSpan.FromSeconds(20),
            },
            Contracts = [typeof(IGreeter).Assembly],
        };

    /// <summary>A program with that body of <c>static int Main(string[] args)</c>, and other types.</summary>
    internal static TrustedClosure Program(string body, string types = "") => Image(
        $$"""
        public static class Program
        {
            public static int Main(string[] args)
            {
                {{body}}
            }
        }

        {{types}}
        """,
        exe: true);

    /// <summary>A guest of that source.</summary>
    internal static TrustedClosure Image(
        string source, string name = "Guest", bool exe = false, params TrustedImage[] dependencies)
    {
        var image = CSharpFixture.Compile(
            Preamble + source,
            name,
            exe: exe,
            references:
            [
                CSharpFixture.ReferenceTo(typeof(Sandbox)),
                CSharpFixture.ReferenceTo(typeof(Slot.Guard)),
                CSharpFixture.ReferenceTo(typeof(IGreeter)),
                .. dependencies.Select(dependency =>
                    CSharpFixture.ReferenceTo(new GuestImage(dependency.Name, dependency.ToArray()))),
            ]);
        return new TrustedClosure(new TrustedImage(name, image.Bytes.ToArray()), [.. dependencies]);
    }

    /// <summary>Loads and runs a program.</summary>
    internal static Outcome<int> Run(this Rexec rexec, TrustedClosure program, params string[] arguments) =>
        rexec.Run(rexec.Load(program).Value, arguments);
}

/// <summary>What guests implement for tests.</summary>
public interface IGreeter
{
    /// <summary>Greets.</summary>
    string Greet(string name);

    /// <summary>Gives anything.</summary>
    object? Give();
}

/// <summary>A type of the host's own.</summary>
public sealed record Answer(int Value);
