using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Guards;

/// <summary>A rewritten, type-safe module in which every guard is in place: the proof that it may be trusted.</summary>
/// <remarks>
/// What has to be guarded is found anew in the written IL, by code that shares nothing with the passes that put the guards
/// in: a fault of theirs is found here, and so would be an image that only looks rewritten.
/// </remarks>
internal sealed class GuardedModule
{
    internal static readonly DiagnosticDescriptor Missing =
        new("RX4002", "A guard is missing from the rewritten code", "Fail closed: what the rewriter leaves out does not run");

    private GuardedModule(TypeSafeModule module) => Module = module;

    internal TypeSafeModule Module { get; }

    /// <summary>Checks all bodies of a rewritten module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="metersFuel">Whether its code must charge fuel.</param>
    internal static Checked<GuardedModule> Check(TypeSafeModule module, bool metersFuel) =>
        Checked<GuardedModule>.Of(new GuardedModule(module), [.. Check(module.Permitted.Context, metersFuel)]);

    internal static IEnumerable<Diagnostic> Check(RuleContext context, bool metersFuel = false)
    {
        var entries = new EntryPresence(context);
        return context.MethodsWithBody.SelectMany(method =>
        {
            var code = new BodyCode(method.Body!);
            return new BodyPresence(method, code, context).Check()
                .Concat(entries.Check(method))
                .Concat(metersFuel ? new FuelPresence(method, code).Check().Concat(new WorkPresence(method, code, context).Check()) : [])
                .Select(fault => Missing.At(
                    context.At(method, fault.Offset), $"{method.Name} at IL_{fault.Offset:X4}: {fault.What} Please report it with the file."));
        });
    }
}

/// <summary>A place without its guard.</summary>
/// <param name="Offset">IL offset.</param>
/// <param name="What">What is missing there.</param>
internal readonly record struct MissingGuard(int Offset, string What);
