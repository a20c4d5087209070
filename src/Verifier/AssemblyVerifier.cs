using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Guards;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rewriting;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier;

/// <summary>Decides whether an untrusted assembly may run, and makes the bytes that may.</summary>
/// <remarks>
/// A pure function of its arguments: opens no file, loads no code, keeps no state between calls. Safe to share between
/// threads. Guest bytes can cause diagnostics, never an exception.
/// </remarks>
public sealed class AssemblyVerifier
{
    internal static readonly DiagnosticDescriptor TooManyDependencies =
        new("RX1009", "Assembly needs too many others", "Fail closed: the closure is bounded");

    internal static readonly DiagnosticDescriptor WrongName =
        new("RX1010", "Assembly is not the one that was asked for", "The runtime binds by simple name");

    internal static readonly DiagnosticDescriptor Surprise =
        new("RX1999", "Verifier met what it does not understand", "Fail closed: a fault of ours refuses the guest, and spares the host");

    internal static readonly DiagnosticDescriptor UnreviewedRuntime =
        new("RX5201", "Runtime has not been reviewed", "The allow-list speaks for the framework's code that was read, and for no other");

    private readonly Policy _policy;
    private readonly ReferenceCatalog _catalog;
    private readonly Limits _limits;

    /// <summary>A verifier under a policy.</summary>
    /// <param name="policy">What guest code may use.</param>
    /// <param name="catalog">The trusted assemblies that guest code may name.</param>
    /// <param name="limits">How much an image may ask for; default <see cref="Limits.Default"/>.</param>
    public AssemblyVerifier(Policy policy, ReferenceCatalog catalog, Limits? limits = null) =>
        (_policy, _catalog, _limits) = (policy, catalog, limits ?? Limits.Default);

    /// <summary>Whether the code that <see cref="Trust"/> writes charges fuel for what it does. Default false.</summary>
    public bool MetersFuel { get; init; }

    /// <summary>Checks an assembly without rewriting it.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="findDependency">
    /// Gives a referenced assembly that is not in the catalog by simple name, or null when there is none.
    /// </param>
    /// <returns>The verdict on the assembly, then those on its dependencies in order of name.</returns>
    public IReadOnlyList<Verdict> Verify(GuestImage image, Func<string, GuestImage?> findDependency)
    {
        var read = ReadClosure(image, findDependency);
        var closure = new AssemblyClosure(_catalog, read.Modules);
        return [.. read.Results.Select(result => new Verdict(
            result.Module?.Name ?? result.Name,
            Cut(result.Module is null ? result.Diagnostics : Check(result.Module, closure, ImageOrigin.Guest).Diagnostics)))];
    }

    /// <summary>Checks an assembly and its dependencies, rewrites them, and checks the written bytes again.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="findDependency">As for <see cref="Verify"/>.</param>
    /// <returns>The only bytes that the loader takes, or why there are none.</returns>
    public Checked<TrustedClosure> Trust(GuestImage image, Func<string, GuestImage?> findDependency)
    {
        var read = ReadClosure(image, findDependency);
        if (read.Results.Any(result => result.Module is null))
        {
            return Checked<TrustedClosure>.Refuse(read.Results.SelectMany(result => result.Diagnostics));
        }

        var closure = new AssemblyClosure(_catalog, read.Modules);
        return All(read.Modules, module => Check(module, closure, ImageOrigin.Guest).Then(safe => RewritingPipeline.Run(safe, MetersFuel)))
            .Then(rewritten => All(rewritten.Items, ReadRewritten))
            .Then(modules =>
            {
                // The written assemblies speak of each other, so they are judged against each other, not the originals.
                var written = new AssemblyClosure(_catalog, modules.Items);
                return All(modules.Items, module => Check(module, written, ImageOrigin.Rewriter)
                    .Then(checkedAgain => Contained(module.Name, () => GuardedModule.Check(checkedAgain, MetersFuel)))
                    .Then(Mint));
            })
            .Then(trusted => Checked<TrustedClosure>.Accept(new TrustedClosure(trusted.Items[0], [.. trusted.Items.Skip(1)])));
    }

    /// <summary>
    /// What the next stage finds besides, so that an author sees all at once. An instruction that names what it may not has
    /// one finding.
    /// </summary>
    private static IEnumerable<Diagnostic> WithTypeSafety(ImmutableArray<Diagnostic> diagnostics, RuleContext context)
    {
        var places = diagnostics.Select(diagnostic => (diagnostic.Location.Token, diagnostic.Location.ILOffset)).ToHashSet();
        var faulty = context.Module.Contents.Image.BodyFaults.Select(fault => fault.Location.Token).ToHashSet();
        return diagnostics.Concat(TypeSafeModule.Check(context, [])
            .Where(diagnostic => !faulty.Contains(diagnostic.Location.Token)
                && (diagnostic.Location.ILOffset < 0 || !places.Contains((diagnostic.Location.Token, diagnostic.Location.ILOffset)))));
    }

    private static Checked<TrustedImage> Mint(GuardedModule module)
    {
        var guest = module.Module.Permitted.Module;
        return Checked<TrustedImage>.Accept(new TrustedImage(guest.Name, guest.Contents.Image.Bytes));
    }

    private Checked<GuestModule> ReadRewritten(RewrittenImage image) => Read(new GuestImage(image.Name, image.Bytes));

    private Checked<GuestModule> Read(GuestImage image) => Contained(
        image.Name, () => ScreenedImage.Open(image, _limits).Then(screened => ModuleReader.Read(screened, _catalog)));

    private Checked<TypeSafeModule> Check(GuestModule module, AssemblyClosure closure, ImageOrigin origin) => Contained(
        module.Name,
        () =>
        {
            var context = new RuleContext(module, closure, _policy.For(module.Name), origin);
            var permitted = PermittedModule.Check(context);
            var result = permitted.IsAccepted
                ? TypeSafeModule.Check(permitted.Value)
                : Checked<TypeSafeModule>.Refuse(WithTypeSafety(permitted.Diagnostics, context));
            return _policy.UnreviewedRuntime is { } unreviewed
                ? Checked<TypeSafeModule>.Refuse(UnreviewedRuntime.At(
                    new CodeLocation(module.Name),
                    $"Nobody has reviewed this build of .NET ({unreviewed}), so what its members do is not known, and no guest runs on it. Run rexec-il policy recompute once on this machine, or update RExecIL."))
                : result.IsAccepted ? result
                : Checked<TypeSafeModule>.Refuse(result.Diagnostics.Select(context.InSource));
        });

    /// <summary>
    /// The last line: no stage throws on any bytes that we know of; should one do so, the guest is refused and the host
    /// goes on.
    /// </summary>
    internal static Checked<T> Contained<T>(string assembly, Func<Checked<T>> stage)
        where T : class
    {
        try
        {
            return stage();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Checked<T>.Refuse(Surprise.At(
                new CodeLocation(assembly),
                $"The verifier met what it does not understand and refuses the assembly ({exception.GetType().Name}: {exception.Message}). Please report it with the file."));
        }
    }

    /// <summary>All values, or all that was found wrong with any of them.</summary>
    private static Checked<Batch<TResult>> All<T, TResult>(IEnumerable<T> items, Func<T, Checked<TResult>> check)
        where TResult : class
    {
        var results = items.Select(check).ToList();
        return results.TrueForAll(result => result.IsAccepted)
            ? Checked<Batch<TResult>>.Accept(new Batch<TResult>([.. results.Select(result => result.Value)]))
            : Checked<Batch<TResult>>.Refuse(results.SelectMany(result => result.Diagnostics));
    }

    private ReadClosureResult ReadClosure(GuestImage image, Func<string, GuestImage?> findDependency)
    {
        var main = Read(image);
        var results = new List<ReadResult> { ReadResult.Of(image.Name, main) };
        var pending = new Queue<GuestModule>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (main.IsAccepted)
        {
            seen.Add(main.Value.Name);
            pending.Enqueue(main.Value);
        }

        while (pending.TryDequeue(out var module))
        {
            foreach (var name in module.Contents.AssemblyReferences.Items.Where(name => _catalog.KindOf(name) is null && seen.Add(name)))
            {
                if (results.Count > _limits.MaxDependencies)
                {
                    results.Add(new ReadResult(name, null, [TooManyDependencies.At(
                        new CodeLocation(name), $"The assembly needs more than {_limits.MaxDependencies} others; {name} is one too many.")]));
                    return new ReadClosureResult(results);
                }

                if (findDependency(name) is not { } dependency)
                {
                    continue; // The rule on missing assemblies reports it where it is referenced.
                }

                var read = Read(dependency);
                if (read.IsAccepted && !string.Equals(read.Value.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    read = Checked<GuestModule>.Refuse(WrongName.At(
                        new CodeLocation(dependency.Name), $"{name} was asked for, and {read.Value.Name} was found. Give the file the name of its assembly."));
                }

                results.Add(ReadResult.Of(dependency.Name, read));
                if (read.IsAccepted)
                {
                    pending.Enqueue(read.Value);
                }
            }
        }

        results.Sort(1, results.Count - 1, Comparer<ReadResult>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name)));
        return new ReadClosureResult(results);
    }

    private ImmutableArray<Diagnostic> Cut(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Length <= _limits.MaxDiagnostics ? diagnostics : diagnostics[.._limits.MaxDiagnostics];

    private sealed record Batch<T>(ImmutableArray<T> Items);

    private sealed record ReadResult(string Name, GuestModule? Module, ImmutableArray<Diagnostic> Diagnostics)
    {
        internal static ReadResult Of(string name, Checked<GuestModule> read) =>
            new(name, read.IsAccepted ? read.Value : null, read.Diagnostics);
    }

    private sealed record ReadClosureResult(List<ReadResult> Results)
    {
        internal List<GuestModule> Modules => [.. Results.Select(result => result.Module).OfType<GuestModule>()];
    }
}
