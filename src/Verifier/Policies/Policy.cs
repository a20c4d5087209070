using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>
/// What guest code may use, resolved against the installed runtime. Immutable, safe to share between threads.
/// </summary>
/// <remarks>
/// Default deny: a member that no list names is denied. From strong to weak: the host's <c>deny</c>, RExecIL's reviewed
/// refusals, its redirects, what it offers, the host's <c>allow</c>. The format is in <c>docs/policy-format.md</c>.
/// </remarks>
public sealed class Policy
{
    private const Capability ByName = Capability.Read | Capability.Write | Capability.Environment | Capability.Network;

    private readonly FrameworkApi _api;
    private readonly EquatableArray<MemberPattern> _allow;
    private readonly EquatableArray<MemberPattern> _deny;
    private readonly ConcurrentDictionary<TypeModel, TypeVerdict> _types = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<object, MemberVerdict> _members = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, Policy> _ofAssemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<string> _hash;

    internal Policy(
        string name,
        FrameworkApi api,
        Grants grants,
        EquatableArray<MemberPattern> allow,
        EquatableArray<MemberPattern> deny)
    {
        (Name, _api, Grants, _allow, _deny) = (name, api, grants, allow, deny);
        _hash = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalText()))));
    }

    /// <summary>What messages call the policy: the name of its file or preset.</summary>
    public string Name { get; }

    /// <summary>What is granted as data, for the loader: to every assembly that <see cref="AssemblyGrants"/> does not name.</summary>
    public Grants Grants { get; }

    /// <summary>What single guest assemblies hold, by simple name: the grants to all and their own.</summary>
    public ImmutableSortedDictionary<string, Grants> AssemblyGrants { get; private init; } =
        ImmutableSortedDictionary.Create<string, Grants>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the host's own patterns stand, for messages; patterns that no file wrote have no place.</summary>
    internal ImmutableDictionary<MemberPattern, CodeLocation> Places { get; private init; } =
        ImmutableDictionary<MemberPattern, CodeLocation>.Empty;

    /// <summary>
    /// The patterns by which the host allows members that RExecIL does not offer: the host answers for them.
    /// </summary>
    public IEnumerable<string> HostAllowed => _allow.Items.Select(pattern => pattern.ToString());

    /// <summary>The patterns by which the host takes away.</summary>
    public IEnumerable<string> HostDenied => _deny.Items.Select(pattern => pattern.ToString());

    /// <summary>SHA-256 of everything that verdicts depend on except the catalog, in lower-case hexadecimal.</summary>
    public string Hash => _hash.Value;

    /// <summary>What of the installed framework RExecIL's lists cannot speak for; null when there is nothing.</summary>
    internal string? UnreviewedRuntime => _api.Unreviewed;

    /// <summary>RExecIL's own lists under this policy.</summary>
    internal FrameworkApi Api => _api;

    /// <summary>The host's own patterns that offer members.</summary>
    internal EquatableArray<MemberPattern> AllowPatterns => _allow;

    /// <summary>The host's own patterns that refuse members.</summary>
    internal EquatableArray<MemberPattern> DenyPatterns => _deny;

    /// <summary>The names of the policies that RExecIL ships.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = ["pure", "script", "plugin", "untrusted", "trusted"];

    /// <summary>A policy that RExecIL ships.</summary>
    /// <param name="name"><c>pure</c> (computation only), <c>script</c> (with console), <c>plugin</c> (and a folder <c>data</c>), <c>untrusted</c> (as script, and runs need limits) or <c>trusted</c> (all that can be granted).</param>
    /// <param name="catalog">The trusted assemblies.</param>
    /// <exception cref="ArgumentException">There is no preset of that name.</exception>
    public static Policy Preset(string name, ReferenceCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var bytes = PresetBytes(name) ?? throw new ArgumentException($"There is no preset '{name}'.", nameof(name));
        return PolicyReader.Read(name, bytes, catalog).Value;
    }

    /// <summary>The text of a preset; null when there is none.</summary>
    internal static byte[]? PresetBytes(string name) =>
        name.All(char.IsAsciiLetter) ? PolicyResources.Bytes($"presets/{name}.rexec.json") : null;

    /// <summary>A copy that grants more.</summary>
    /// <param name="capability">What is granted; several at once when <paramref name="names"/> is null.</param>
    /// <param name="names">
    /// For <see cref="Capability.Read"/> and <see cref="Capability.Write"/> the paths, for
    /// <see cref="Capability.Environment"/> the variables, for <see cref="Capability.Network"/> what
    /// <see cref="NetworkPattern"/> reads; null for all of them.
    /// </param>
    /// <exception cref="ArgumentException">A name is empty, or names no host.</exception>
    public Policy Granting(Capability capability, IEnumerable<string>? names = null)
    {
        var more = names is null ? NameGrant.All : NameGrant.Of(names);
        if (names is not null && more.Names.IsEmpty)
        {
            throw new ArgumentException("A grant of no names grants nothing; pass null for all.", nameof(names));
        }

        ThrowIfNoHosts(capability, more.Names);

        NameGrant With(NameGrant current, Capability kind) => (capability & kind) != 0 ? current.Union(more) : current;
        return Changing(grants => grants with
        {
            Capabilities = grants.Capabilities | capability,
            Read = With(grants.Read, Capability.Read),
            Write = With(grants.Write, Capability.Write),
            Environment = With(grants.Environment, Capability.Environment),
            Network = With(grants.Network, Capability.Network),
        });
    }

    /// <summary>A copy whose guests may be written to use powers, without anything being granted of them.</summary>
    /// <remarks>
    /// For hosts that ask when something is used: code that reads files is accepted, and each file that it opens is refused, unless
    /// it is granted or somebody allows it.
    /// </remarks>
    /// <param name="capability">The powers: <see cref="Capability.Read"/>, <see cref="Capability.Write"/>, <see cref="Capability.Environment"/> and <see cref="Capability.Network"/> are granted by name.</param>
    /// <exception cref="ArgumentException">The power has no names, so that offering it is granting it.</exception>
    public Policy Offering(Capability capability) => (capability & ~ByName) != 0
        ? throw new ArgumentException($"{capability & ~ByName} is granted as a whole.", nameof(capability))
        : Changing(grants => grants with { Capabilities = grants.Capabilities | capability });

    /// <summary>A copy that denies files and folders, or hosts, whatever it grants.</summary>
    /// <param name="capability"><see cref="Capability.Read"/>, <see cref="Capability.Write"/> or both; or <see cref="Capability.Network"/>.</param>
    /// <param name="paths">The files and folders; or what <see cref="NetworkPattern"/> reads.</param>
    /// <exception cref="ArgumentException">A name is empty, or names no host.</exception>
    public Policy Denying(Capability capability, IEnumerable<string> paths)
    {
        var denied = NameGrant.Of(paths).Names;
        ThrowIfNoHosts(capability, denied);
        EquatableArray<string> With(EquatableArray<string> current, Capability kind) =>
            (capability & kind) != 0 ? [.. current.Items.Union(denied.Items, StringComparer.Ordinal)] : current;
        return Changing(grants => grants with
        {
            DenyRead = With(grants.DenyRead, Capability.Read),
            DenyWrite = With(grants.DenyWrite, Capability.Write),
            DenyNetwork = With(grants.DenyNetwork, Capability.Network),
        });
    }

    /// <summary>A copy whose relative paths are meant from a folder, usually that of the policy file.</summary>
    /// <param name="folder">An absolute path.</param>
    public Policy RelativeTo(string folder)
    {
        EquatableArray<string> Absolute(EquatableArray<string> paths) => [.. paths.Items.Select(path => Path.GetFullPath(path, folder))];
        NameGrant Located(NameGrant grant) => grant with { Names = Absolute(grant.Names) };
        return Changing(grants => grants with
        {
            Read = Located(grants.Read),
            Write = Located(grants.Write),
            DenyRead = Absolute(grants.DenyRead),
            DenyWrite = Absolute(grants.DenyWrite),
        });
    }

    /// <summary>A copy with another bound on the time of a run.</summary>
    public Policy Within(TimeSpan maxTime) => Changing(grants => grants with { MaxTime = maxTime });

    /// <summary>The policy that a guest assembly is judged by.</summary>
    internal Policy For(string assembly) => AssemblyGrants.TryGetValue(assembly, out var grants)
        ? _ofAssemblies.GetOrAdd(assembly, _ => new Policy(Name, _api, grants, _allow, _deny) { Places = Places })
        : this;

    /// <summary>A copy that knows where its patterns stand, and what single assemblies hold.</summary>
    internal Policy With(
        IEnumerable<KeyValuePair<string, Grants>> assemblyGrants, IEnumerable<KeyValuePair<MemberPattern, CodeLocation>> places) =>
        new(Name, _api, Grants, _allow, _deny)
        {
            AssemblyGrants = AssemblyGrants.SetItems(assemblyGrants),
            Places = Places.SetItems(places),
        };

    private static void ThrowIfNoHosts(Capability capability, EquatableArray<string> names)
    {
        foreach (var name in (capability & Capability.Network) != 0 ? names.Items : [])
        {
            if (!NetworkPattern.TryParse(name, out _, out var fault))
            {
                throw new ArgumentException($"'{name}' names no host. {fault}", nameof(names));
            }
        }
    }

    private Policy Changing(Func<Grants, Grants> change) => new(Name, _api, change(Grants), _allow, _deny)
    {
        AssemblyGrants = AssemblyGrants.SetItems(AssemblyGrants.Select(entry => KeyValuePair.Create(entry.Key, change(entry.Value)))),
        Places = Places,
    };

    /// <summary>A copy without one of the patterns that offer members.</summary>
    internal Policy WithoutAllowing(MemberPattern pattern) => new(Name, _api, Grants, [.. _allow.Items.Remove(pattern)], _deny) { AssemblyGrants = AssemblyGrants, Places = Places };

    /// <summary>A copy without one of the patterns that refuse members.</summary>
    internal Policy WithoutDenying(MemberPattern pattern) => new(Name, _api, Grants, _allow, [.. _deny.Items.Remove(pattern)]) { AssemblyGrants = AssemblyGrants, Places = Places };

    /// <summary>The verdict on a type of the catalog. Guest types are not the policy's business.</summary>
    internal TypeVerdict Of(TypeModel type) =>
        _types.GetOrAdd(type, static (type, policy) => policy.Decide(type), this);

    /// <summary>The verdict on a method of a type of the catalog.</summary>
    internal MemberVerdict Of(TypeModel type, MethodModel method) =>
        _members.GetOrAdd(method, static (key, context) => context.Policy.Decide(context.Type, (MethodModel)key), (Policy: this, Type: type));

    /// <summary>The verdict on a field of a type of the catalog.</summary>
    internal MemberVerdict Of(TypeModel type, FieldModel field) =>
        _members.GetOrAdd(field, static (key, context) => context.Policy.Decide(context.Type, (FieldModel)key), (Policy: this, Type: type));

    /// <summary>Whether a method of the framework ends soon, allocates nothing, calls nothing back, and is not replaced by a shim.</summary>
    internal bool IsLeaf(TypeModel type, MethodModel method) =>
        _api.IsLeaf(type, method) && Of(type, method) is MemberVerdict.Allow;

    /// <summary>What a method of the framework allocates at once by its arguments.</summary>
    internal EquatableArray<SizeTerm> SizesOf(TypeModel type, MethodModel method) =>
        KindOf(type) == ReferenceKind.Framework ? _api.SizesOf(type, method) : [];

    /// <summary>The largest constant that may be stored in a field of the framework, when nothing but constants may; else null.</summary>
    internal int? LargestConstantIn(TypeModel type, FieldModel field) =>
        KindOf(type) == ReferenceKind.Framework ? _api.LargestConstantIn(type, field) : null;

    /// <summary>
    /// What a member takes by the size of its arguments; null for what is not the framework's, ends soon, or is replaced by a
    /// shim, which charges for itself.
    /// </summary>
    internal WorkLine? WorkOf(TypeModel type, MethodModel method) =>
        KindOf(type) == ReferenceKind.Framework && Of(type, method) is not MemberVerdict.Redirect && !_api.IsLeaf(type, method)
            ? _api.Work.Of(type, method)
            : null;

    /// <summary>Whether rewritten code may mention a type of the guard library.</summary>
    internal bool AllowsInEmittedCode(TypeModel type) =>
        KindOf(type) == ReferenceKind.Guard
        && (type.Identity == Shim.Sandbox
            || _api.Overlay.Emitted.Items.Contains(type.Identity)
            || _api.Overlay.Lines.Items.Any(line => line.ShimType == type.Identity && IsGranted(line.Requires)));

    /// <summary>
    /// Whether rewritten code may call a method of the guard library: a guard, or a shim that this policy redirects to.
    /// </summary>
    internal bool AllowsInEmittedCode(TypeModel type, MethodModel method)
    {
        if (KindOf(type) != ReferenceKind.Guard || !Shim.IsOffered(method))
        {
            return false;
        }

        return _api.Overlay.Emitted.Items.Contains(type.Identity) || _api.Overlay.Lines.Items
            .Where(line => line.ShimType == type.Identity
                && IsGranted(line.Requires)
                && (line.ShimMethod is null || line.ShimMethod == method.Name))
            .Select(line => (Line: line, Target: CatalogNames.FindType(_api.Catalog, line.Pattern.Owner)))
            .Any(found => found.Target is { } target
                && target.Methods.Items.Any(member => Of(target, member) is MemberVerdict.Redirect redirect
                    && (ReferenceEquals(redirect.Shim, method) || ReferenceEquals(redirect.Constrained?.Method, method))));
    }

    /// <summary>
    /// The kind of the type's assembly, if the model is the catalog's own; a guest's model of that name is not.
    /// </summary>
    private ReferenceKind? KindOf(TypeModel type) =>
        ReferenceEquals(_api.Catalog.Find(type.Identity), type) ? _api.Catalog.KindOf(type.Identity.Assembly) : null;

    private bool IsGranted(Capability anyOf) => anyOf == Capability.None || (anyOf & Grants.Capabilities) != 0;

    private bool IsGrantedContract(TypeModel type) =>
        Grants.Contracts is not { } contracts
        || contracts.Items.Contains(type.Identity.Assembly, StringComparer.OrdinalIgnoreCase);

    private TypeVerdict Decide(TypeModel type)
    {
        var kind = KindOf(type);
        if (kind is null)
        {
            return TypeVerdict.Deny("belongs to no trusted assembly");
        }

        if (kind == ReferenceKind.Guard)
        {
            return TypeVerdict.Deny("belongs to RExecIL, which guest code may not name");
        }

        if (!_api.Catalog.IsPublic(type))
        {
            return TypeVerdict.Deny("is not public");
        }

        var name = MemberId.OwnerName(type.Identity);
        if (_deny.Items.FirstOrDefault(pattern => pattern.MatchesType(name)) is { } denial)
        {
            return TypeVerdict.Deny($"is denied by {Name}: {denial}", $"Remove {denial} from \"deny\" to allow it.");
        }

        return kind == ReferenceKind.Contract ? DecideContract(type) : DecideFramework(name);
    }

    private TypeVerdict DecideContract(TypeModel type)
    {
        if (!IsGrantedContract(type))
        {
            return TypeVerdict.Deny(
                "belongs to a contract that the policy does not list",
                $"Add \"{type.Identity.Assembly}\" to \"contracts\" in the policy file.");
        }

        var marks = new ContractMarks(Grants.ContractAttribute, _api.Catalog);
        return marks.Shows(type) ? new TypeVerdict(true, !type.IsSealed && !type.IsInterface, type.IsInterface, true, "", "")
            : marks.ShowsPartOf(type) ? new TypeVerdict(true, false, false, false, "", "")
            : TypeVerdict.Deny(NotMarked(Grants.ContractAttribute), HowToMark(Grants.ContractAttribute));
    }

    private TypeVerdict DecideFramework(string name)
    {
        if (_api.RefusalOf(name) is { } reason)
        {
            return TypeVerdict.Deny(reason);
        }

        if (_api.Baseline.Find(name) is { } listed)
        {
            return new TypeVerdict(true, listed.CanDerive, listed.CanImplement, listed.CanBeAttribute, "", "");
        }

        var offers = _api.Overlay.Of(name).Items
            .Where(line => line.Action != OverlayAction.Deny && line.Pattern.Owner == name)
            .ToList();
        if (offers.Exists(line => line.Action == OverlayAction.Allow || IsGranted(line.Requires))
            || _allow.Items.Any(pattern => pattern.Concerns(name)))
        {
            return new TypeVerdict(true, false, false, false, "", "");
        }

        var missing = offers.Aggregate(Capability.None, (all, line) => all | line.Requires);
        return missing == Capability.None
            ? TypeVerdict.Deny(NotListed, Instead(name) + HintToAllow("T:" + name)) with { HintForDeclaring = "" }
            : TypeVerdict.Deny(Needs(missing), CapabilityNames.HowToGrant(missing));
    }

    private MemberVerdict Decide(TypeModel type, MethodModel method)
    {
        if (Of(type) is { IsNamed: false } refused)
        {
            return new MemberVerdict.Deny($"belongs to a type that {refused.Reason}", refused.Hint);
        }

        var id = MemberId.Of(type, method);
        if (_deny.Items.FirstOrDefault(pattern => pattern.Matches(id, type, method)) is { } denial)
        {
            return Denied(denial);
        }

        if (KindOf(type) == ReferenceKind.Contract)
        {
            return !IsVisible(method.Attributes) || method.Name == "Finalize" ? new MemberVerdict.Deny("is not public")
                : new ContractMarks(Grants.ContractAttribute, _api.Catalog).Shows(type, method) ? MemberVerdict.Allow.Value
                : new MemberVerdict.Deny(NotMarked(Grants.ContractAttribute), HowToMark(Grants.ContractAttribute));
        }

        return _api.Of(type, method) switch
        {
            ApiDecision.Offered => MemberVerdict.Allow.Value,
            ApiDecision.Redirected redirected when IsGranted(redirected.Requires) =>
                new MemberVerdict.Redirect(redirected.Shim.Method, redirected.Shim.Type, redirected.Shim.PassesSandbox)
                {
                    Constrained = redirected.Constrained,
                },
            ApiDecision.Redirected redirected =>
                new MemberVerdict.Deny(Needs(redirected.Requires), CapabilityNames.HowToGrant(redirected.Requires)),
            ApiDecision.Refused refusal => new MemberVerdict.Deny(refusal.Reason),
            _ when IsPublic(method.Attributes) && _allow.Items.Any(pattern => pattern.Matches(id, type, method)) =>
                MemberVerdict.Allow.Value,
            ApiDecision.Withheld withheld => new MemberVerdict.Deny(withheld.Reason),
            _ => new MemberVerdict.Deny(
                NotListed, IsPublic(method.Attributes) ? HintToAllow($"M:{id.Owner}.{id.Local}") : ""),
        };
    }

    private MemberVerdict Decide(TypeModel type, FieldModel field)
    {
        if (Of(type) is { IsNamed: false } refused)
        {
            return new MemberVerdict.Deny($"belongs to a type that {refused.Reason}", refused.Hint);
        }

        var typeName = MemberId.OwnerName(type.Identity);
        if (_deny.Items.FirstOrDefault(pattern => pattern.Matches(typeName, field)) is { } denial)
        {
            return Denied(denial);
        }

        var access = (MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask);
        if (!IsVisible(access))
        {
            return new MemberVerdict.Deny("is not public");
        }

        if (KindOf(type) == ReferenceKind.Contract)
        {
            return new ContractMarks(Grants.ContractAttribute, _api.Catalog).Shows(type, field)
                ? MemberVerdict.Allow.Value
                : new MemberVerdict.Deny(NotMarked(Grants.ContractAttribute), HowToMark(Grants.ContractAttribute));
        }

        return _api.Of(type, field) switch
        {
            ApiDecision.Offered => MemberVerdict.Allow.Value,
            ApiDecision.Refused refusal => new MemberVerdict.Deny(refusal.Reason),
            _ when IsPublic(access) && _allow.Items.Any(pattern => pattern.Matches(typeName, field)) => MemberVerdict.Allow.Value,
            ApiDecision.Withheld withheld => new MemberVerdict.Deny(withheld.Reason),
            _ => new MemberVerdict.Deny(NotListed, IsPublic(access) ? HintToAllow($"F:{typeName}.{field.Name}") : ""),
        };
    }

    private const string NotListed = "is not on the allow-list";

    private static string NotMarked(string? attribute) => $"is in a contract, and not marked with {attribute}";

    private static string HowToMark(string? attribute) => $"Mark it with [{attribute}] in the host's contract.";

    private static bool IsPublic(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask)
            is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    /// <summary>Advice that helps: what no policy file can say, such as a signature with pointers, is not advised.</summary>
    private static string Instead(string type) => type.StartsWith("System.Net.", StringComparison.Ordinal)
        ? "Requests over HTTP are sent with HttpClient, which --allow-net grants. "
        : "";

    private static string HintToAllow(string pattern) => MemberPattern.TryParse(pattern, out _, out _, out _)
        ? $"If you trust all that it reaches, add \"allow\": [\"{pattern}\"] to the policy file."
        : "";

    private static string Needs(Capability anyOf) =>
        $"needs the capability {string.Join(" or ", CapabilityNames.Of(anyOf))}, which is not granted";

    private MemberVerdict.Deny Denied(MemberPattern denial) =>
        new($"is denied by {Name}: {denial}", $"Remove {denial} from \"deny\" to allow it.");

    /// <summary>One text for one meaning: the order in which a policy says things does not count.</summary>
    private string CanonicalText()
    {
        static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        static string List(IEnumerable<string> names) => string.Join('\n', names.Order(StringComparer.Ordinal).Select(Quoted));
        static string Quoted(string name) => System.Text.Json.JsonEncodedText.Encode(name).ToString();
        static string Names(NameGrant grant) => grant.Everything ? "*" : List(grant.Names);
        return string.Join("\n\n",
            "rexec-il/policy/1",
            Hashed(_api.Baseline.Text),
            Hashed(_api.Overlay.Text),
            List(CapabilityNames.Of(Grants.Capabilities)),
            Names(Grants.Read),
            Names(Grants.Write),
            List(Grants.DenyRead),
            List(Grants.DenyWrite),
            Names(Grants.Environment),
            Grants.Network.Everything ? "*\n" + List(Grants.Network.Names) : List(Grants.Network.Names),
            List(Grants.DenyNetwork),
            Grants.Contracts is { } contracts ? List(contracts) : "*",
            Grants.ContractAttribute is { } mark ? Quoted(mark) : "",
            Grants.MaxTime?.Ticks.ToString(CultureInfo.InvariantCulture) ?? "",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Grants.MaxFuel} {Grants.MaxAllocation} {Grants.MaxOutput} {Grants.MaxErrorOutput} {Grants.RequiresLimits}"),
            string.Join('\n', AssemblyGrants.Keys.Select(name => $"{Quoted(name.ToLowerInvariant())} {For(name).Hash}")),
            List(_allow.Items.Select(pattern => pattern.ToString())),
            List(_deny.Items.Select(pattern => pattern.ToString())));
    }
}
