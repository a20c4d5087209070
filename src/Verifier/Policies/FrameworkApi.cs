using System.Collections.Concurrent;
using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>
/// What RExecIL itself says of framework members: the baseline under the overlay, before a host's policy.
/// </summary>
/// <remarks>Safe to share between threads. Decisions are kept, by identity of the catalog's own models.</remarks>
internal sealed class FrameworkApi
{
    private readonly ConcurrentDictionary<MethodModel, ApiDecision> _methods = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<RuntimeBuild?> _build;

    /// <summary>The lists over a catalog.</summary>
    internal FrameworkApi(ReferenceCatalog catalog, ApiBaseline baseline, ApiOverlay overlay, ApiBaseline leaves, WorkTable work)
    {
        (Catalog, Baseline, Overlay, Leaves, Work) = (catalog, baseline, overlay, leaves, work);
        _build = new(() => catalog.ModuleVersionOf(FrameworkNames.CoreLibrary) is { } core
            ? RuntimeReviews.Find(core, catalog.RuntimeReview)
            : null);
    }

    /// <summary>Where types are looked up.</summary>
    internal ReferenceCatalog Catalog { get; }

    /// <summary>The generated list.</summary>
    internal ApiBaseline Baseline { get; }

    /// <summary>The reviewed decisions.</summary>
    internal ApiOverlay Overlay { get; }

    /// <summary>
    /// The reviewed list of members that end soon, allocate nothing and call nothing back, so that guards may leave them out.
    /// </summary>
    internal ApiBaseline Leaves { get; }

    /// <summary>What members take by the size of their arguments.</summary>
    internal WorkTable Work { get; }

    /// <summary>
    /// The build of the framework that the catalog is of. The lists were made by reading the framework's code, and another build
    /// may do other things under the same names. Null for one that nobody has reviewed.
    /// </summary>
    internal RuntimeBuild? Build => _build.Value;

    /// <summary>What the lists cannot speak for, of all that was looked up so far; null when there is nothing.</summary>
    /// <remarks>Assemblies are known when they are opened, so this is asked after verdicts as well as before them.</remarks>
    internal string? Unreviewed
    {
        get
        {
            if (Build is not { } build)
            {
                return Catalog.ModuleVersionOf(FrameworkNames.CoreLibrary) is { } version
                    ? $"{FrameworkNames.CoreLibrary} {version}"
                    : $"no {FrameworkNames.CoreLibrary}";
            }

            var (assembly, found) = Catalog.OpenedFrameworkModules
                .FirstOrDefault(module => build.Modules.GetValueOrDefault(module.Assembly) != module.ModuleVersion);
            return assembly is null ? null : $"{assembly} {found} beside {build.Name}";
        }
    }

    /// <summary>The lists that RExecIL ships, for a catalog.</summary>
    internal static FrameworkApi Shipped(ReferenceCatalog catalog) => new(
        catalog,
        ApiBaseline.Read(PolicyResources.Text("net10.0/baseline.api")),
        ApiOverlay.Read(PolicyResources.Text("net10.0/overlay.api")),
        ApiBaseline.Read(PolicyResources.Text("net10.0/leaves.api")),
        WorkTable.Read(PolicyResources.Text("net10.0/work.api")));

    /// <summary>Whether a method ends soon, allocates nothing and calls nothing back.</summary>
    internal bool IsLeaf(TypeModel type, MethodModel method)
    {
        var id = MemberId.Of(type, method);
        return Leaves.Find(id.Owner)?.Members.Contains("M:" + id.Local) ?? false;
    }

    /// <summary>Why the overlay refuses a type as a whole; null when it does not.</summary>
    internal string? RefusalOf(string typeName) =>
        Overlay.Of(typeName).Items
            .Where(line => line.Action == OverlayAction.Deny && line.Pattern.MatchesType(typeName))
            .Select(line => line.Reason)
            .FirstOrDefault();

    /// <summary>The decision on a method.</summary>
    internal ApiDecision Of(TypeModel type, MethodModel method) =>
        _methods.GetOrAdd(method, static (method, context) => context.Self.Decide(context.Type, method), (Self: this, Type: type));

    /// <summary>What a method allocates at once by its arguments, in parts; empty when that is not much.</summary>
    internal EquatableArray<SizeTerm> SizesOf(TypeModel type, MethodModel method)
    {
        var id = MemberId.Of(type, method);
        return Overlay.Of(id.Owner).Items
            .FirstOrDefault(line => line.Action == OverlayAction.Size && line.Pattern.Matches(id, type, method))?.Sizes ?? [];
    }

    /// <summary>The largest constant that may be stored in a field, when nothing but constants from 0 may; else null.</summary>
    internal int? LargestConstantIn(TypeModel type, FieldModel field)
    {
        var typeName = MemberId.OwnerName(type.Identity);
        return Overlay.Of(typeName).Items
            .FirstOrDefault(line => line.Action == OverlayAction.Constant && line.Pattern.Matches(typeName, field))?.LargestConstant;
    }

    /// <summary>The decision on a field.</summary>
    internal ApiDecision Of(TypeModel type, FieldModel field)
    {
        var typeName = MemberId.OwnerName(type.Identity);
        var lines = Overlay.Of(typeName).Items.Where(line => line.Pattern.Matches(typeName, field)).ToList();
        if (lines.Find(line => line.Action == OverlayAction.Deny) is { } denial)
        {
            return new ApiDecision.Refused(denial.Reason);
        }

        if (lines.Exists(line => line.Action == OverlayAction.Allow))
        {
            return ApiDecision.Offered.Value;
        }

        if (Baseline.Find(typeName) is not { } listed)
        {
            return ApiDecision.Unknown.Value;
        }

        // Constants are copied by compilers and have no storage: what names the type may name them.
        return (field.Attributes & FieldAttributes.Literal) != 0 || listed.Members.Contains("F:" + field.Name)
            ? OfferedOn($"F:{typeName}.{field.Name}")
            : ApiDecision.Unknown.Value;
    }

    private ApiDecision OfferedOn(string id) =>
        Build is { } build && build.Withheld.TryGetValue(id, out var effects)
            ? new ApiDecision.Withheld(build.Name, effects)
            : ApiDecision.Offered.Value;

    private ApiDecision Decide(TypeModel type, MethodModel method)
    {
        var id = MemberId.Of(type, method);
        var lines = Overlay.Of(id.Owner).Items.Where(line => line.Pattern.Matches(id, type, method)).ToList();
        if (lines.Find(line => line.Action == OverlayAction.Deny) is { } denial)
        {
            return new ApiDecision.Refused(denial.Reason);
        }

        // A redirect of the member itself is nearer than one of its type.
        var redirects = lines
            .Where(line => line.Action == OverlayAction.Redirect && line.Pattern.Owner == id.Owner)
            .OrderBy(line => line.Pattern.Kind == PatternKind.Method ? 0 : 1)
            .ToList();
        foreach (var line in redirects)
        {
            var shims = Catalog.Find(line.ShimType!);
            if (shims is not null && Shim.Find(shims, line.ShimMethod, type, method) is { } shim)
            {
                return new ApiDecision.Redirected(shim, line.Requires) { Constrained = Shim.FindConstrained(shims, line.ShimMethod, type, method) };
            }

            if (line.ShimMethod is not null)
            {
                return new ApiDecision.Refused("has lost its shim: the guard library does not fit the overlay");
            }
        }

        if (lines.Exists(line => line.Action == OverlayAction.Allow))
        {
            return ApiDecision.Offered.Value;
        }

        if (redirects.Exists(line => line.IsOnly))
        {
            return new ApiDecision.Refused("has no counterpart in the sandbox");
        }

        return Baseline.Find(id.Owner)?.Members.Contains("M:" + id.Local) ?? false
            ? OfferedOn($"M:{id.Owner}.{id.Local}")
            : ApiDecision.Unknown.Value;
    }
}

/// <summary>What RExecIL's own lists say of a member. A closed set.</summary>
internal abstract record ApiDecision
{
    private protected ApiDecision()
    {
    }

    /// <summary>Offered to every guest.</summary>
    internal sealed record Offered : ApiDecision
    {
        /// <summary>The only value.</summary>
        internal static readonly Offered Value = new();
    }

    /// <summary>Offered through a shim to guests that hold any of some capabilities.</summary>
    /// <param name="Shim">What is called instead.</param>
    /// <param name="Requires">Any of these; none is needed when empty.</param>
    internal sealed record Redirected(Shim Shim, Capability Requires) : ApiDecision
    {
        /// <summary>What is called instead behind <c>constrained.</c>; null when nothing can be.</summary>
        internal Shim? Constrained { get; init; }
    }

    /// <summary>Refused for a reviewed reason; a host's policy cannot allow it.</summary>
    /// <param name="Reason">Why.</param>
    internal sealed record Refused(string Reason) : ApiDecision;

    /// <summary>Offered elsewhere: on this build of the framework it does more than where it was reviewed.</summary>
    /// <param name="Build">What the build is called.</param>
    /// <param name="Effects">What else it does.</param>
    internal sealed record Withheld(string Build, string Effects) : ApiDecision
    {
        /// <summary>What messages say of the member.</summary>
        internal string Reason => $"has {Effects} on {Build}, which it has not where it was reviewed";
    }

    /// <summary>On no list: denied unless the host allows it.</summary>
    internal sealed record Unknown : ApiDecision
    {
        /// <summary>The only value.</summary>
        internal static readonly Unknown Value = new();
    }
}
