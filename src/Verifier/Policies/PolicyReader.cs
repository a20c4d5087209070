using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>Reads policy files (<c>*.rexec.json</c>). Pure: the caller reads the file.</summary>
/// <remarks>
/// One fault rejects the whole file, with line and column: a typo must not loosen a sandbox. Every member that the file
/// names is looked up in the catalog, so the file is read for one runtime. Relative paths stay as written; they are meant
/// relative to the file. Faults of all files that extend each other are reported together.
/// </remarks>
public static class PolicyReader
{
    /// <summary>Files that extend each other, the first included.</summary>
    private const int MaxFiles = 8;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a policy file that extends at most a preset. Relative paths stay as written.</summary>
    /// <param name="name">What messages call the file.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="catalog">The trusted assemblies whose members it names.</param>
    /// <returns>The policy, or all that is wrong with the file.</returns>
    public static Checked<Policy> Read(string name, ReadOnlyMemory<byte> utf8, ReferenceCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Read(name, utf8, FrameworkApi.Shipped(catalog));
    }

    /// <summary>Reads a policy file that may extend other files.</summary>
    /// <param name="source">The file.</param>
    /// <param name="find">
    /// Reads the file that a file extends, by the path as written there; null when there is none. May be called for one file
    /// more than once.
    /// </param>
    /// <param name="catalog">The trusted assemblies whose members it names.</param>
    /// <returns>The policy, with paths made absolute from the folder of the file that wrote them; or all that is wrong.</returns>
    public static Checked<Policy> Read(PolicySource source, Func<PolicySource, string, PolicySource?> find, ReferenceCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(catalog);
        return Read(source, find, FrameworkApi.Shipped(catalog));
    }

    /// <summary>Reads a policy file over given lists.</summary>
    internal static Checked<Policy> Read(string name, ReadOnlyMemory<byte> utf8, FrameworkApi api) =>
        Read(name, utf8, api, (_, _) => null);

    /// <summary>Reads a policy file that may extend other files, over given lists.</summary>
    internal static Checked<Policy> Read(PolicySource source, Func<PolicySource, string, PolicySource?> find, FrameworkApi api) =>
        Read(source, find, api, [source.FullPath]);

    private static Checked<Policy> Read(
        PolicySource source, Func<PolicySource, string, PolicySource?> find, FrameworkApi api, ImmutableArray<string> chain)
    {
        var read = Read(source.Name, source.Utf8, api, Parent);
        return read.Then(policy => Checked<Policy>.Accept(policy.RelativeTo(Path.GetDirectoryName(source.FullPath)!)));

        Checked<Policy>? Parent(PolicyFile file, PolicyWord word)
        {
            Checked<Policy> Refuse(string message) =>
                Checked<Policy>.Refuse(PolicyRules.BadParent.At(file.LocationAt(word.Offset), message));

            if (!IsPath(word.Text))
            {
                return null;
            }

            if (chain.Length >= MaxFiles)
            {
                return Refuse($"More than {MaxFiles} policy files extend each other.");
            }

            return find(source, word.Text) is not { } parent ? Refuse($"There is no policy file \"{word.Text}\", or it cannot be read.")
                : chain.Contains(parent.FullPath, StringComparer.Ordinal) ? Refuse($"\"{word.Text}\" extends this file, which would never end.")
                : Read(parent, find, api, chain.Add(parent.FullPath));
        }
    }

    private static Checked<Policy> Read(
        string name,
        ReadOnlyMemory<byte> utf8,
        FrameworkApi api,
        Func<PolicyFile, PolicyWord, Checked<Policy>?> findParent)
    {
        var faults = new List<Diagnostic>();
        var file = PolicyFile.Read(name, utf8, faults);
        if (faults.Count > 0)
        {
            return Checked<Policy>.Refuse(faults);
        }

        var reading = new Reading(file, api, faults, findParent);
        var policy = reading.Policy(name);
        return Checked<Policy>.Of(policy, faults);
    }

    /// <summary>What <c>extends</c> names: presets are single words.</summary>
    private static bool IsPath(string text) => text.AsSpan().ContainsAny("./\\");

    /// <summary>A time such as <c>500ms</c>, <c>2s</c>, <c>1.5m</c>, <c>1h</c>; null when the text is none.</summary>
    internal static TimeSpan? ParseDuration(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        if (digits <= 0)
        {
            return null;
        }

        var unit = Array.Find(Units, unit => unit.Unit == text[digits..]);
        return unit.Unit is not null
            && decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit.Ticks is >= 1 and <= TimeSpan.TicksPerDay and var ticks
            ? TimeSpan.FromTicks((long)ticks)
            : null;
    }

    /// <summary>Gives the words of one file their meaning.</summary>
    private sealed class Reading(
        PolicyFile file, FrameworkApi api, List<Diagnostic> faults, Func<PolicyFile, PolicyWord, Checked<Policy>?> findParent)
    {
        private readonly Dictionary<MemberPattern, CodeLocation> _places = [];

        internal Policy Policy(string name)
        {
            var parent = Parent();
            var inherited = parent?.Grants ?? Grants.Nothing;
            var contracts = file.Root.Lists.ContainsKey("contracts")
                ? Contracts()
                : inherited.Contracts;
            var own = inherited with
            {
                Contracts = contracts,
                ContractAttribute = ContractAttribute(contracts) ?? inherited.ContractAttribute,
                MaxTime = MaxTime() ?? inherited.MaxTime,
                MaxFuel = Limit("maxFuel", Amounts.ParseFuel, "no amount of fuel. Write \"250000\", \"1.5M\" or \"2G\"") ?? inherited.MaxFuel,
                MaxAllocation = Size("maxAlloc") ?? inherited.MaxAllocation,
                MaxOutput = Size("maxStdout") ?? inherited.MaxOutput,
                MaxErrorOutput = Size("maxStderr") ?? inherited.MaxErrorOutput,
                RequiresLimits = inherited.RequiresLimits || file.Limits.ContainsKey("required"),
            };
            var grants = Widened(own, file.Root);
            var deny = Patterns("deny", contracts, (_, _, _) => { });
            var allow = Patterns("allow", contracts, CheckAllowed);
            var policy = new Policy(
                name,
                api,
                grants,
                [.. parent?.AllowPatterns.Items ?? [], .. allow],
                [.. parent?.DenyPatterns.Items ?? [], .. deny]);
            return policy.With(AssemblyGrants(parent, own, grants), parent?.Places ?? []).With([], _places);
        }

        /// <summary>Grants and those of a section together.</summary>
        private Grants Widened(Grants grants, PolicySection section)
        {
            CheckVariables(section);
            CheckHosts(section);
            return grants with
            {
                Capabilities = grants.Capabilities | Capabilities(section),
                Read = grants.Read.Union(section.Names("read")),
                Write = grants.Write.Union(section.Names("write")),
                Environment = grants.Environment.Union(section.Names("env")),
                Network = grants.Network.Union(section.Names("net")),
                DenyNetwork = [.. grants.DenyNetwork.Items.Union(section.Texts("denyNet"), StringComparer.Ordinal)],
                DenyRead = [.. grants.DenyRead.Items.Union(section.Texts("denyRead"), StringComparer.Ordinal)],
                DenyWrite = [.. grants.DenyWrite.Items.Union(section.Texts("denyWrite"), StringComparer.Ordinal)],
            };
        }

        /// <summary>
        /// What single assemblies hold: what the parent gives them, what this file gives to all, and what it gives to them.
        /// </summary>
        private Dictionary<string, Grants> AssemblyGrants(Policy? parent, Grants own, Grants all)
        {
            var result = new Dictionary<string, Grants>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, inherited) in parent?.AssemblyGrants.AsEnumerable() ?? [])
            {
                result[name] = WidenedQuietly(inherited.WithLimitsOf(own) with
                {
                    Contracts = own.Contracts,
                    ContractAttribute = own.ContractAttribute,
                });
            }

            foreach (var (name, (word, section)) in file.Assemblies)
            {
                if (name.Length == 0 || name.AsSpan().ContainsAny("/\\,\"") || name.Any(char.IsControl))
                {
                    Fault(PolicyRules.BadAssembly, word, 0, $"\"{name}\" is no name of an assembly. Write its simple name, without folder and .dll.");
                }
                else if (api.Catalog.KindOf(name) is { } kind)
                {
                    Fault(PolicyRules.BadAssembly, word, 0, $"{name} is no guest: it belongs to {Owner(kind)}, which holds every power already.");
                }

                result[name] = Widened(result.GetValueOrDefault(name, all), section);
            }

            return result;

            // The root section is checked once, for all.
            Grants WidenedQuietly(Grants grants) => grants with
            {
                Capabilities = grants.Capabilities | all.Capabilities,
                Read = grants.Read.Union(all.Read),
                Write = grants.Write.Union(all.Write),
                Environment = grants.Environment.Union(all.Environment),
                Network = grants.Network.Union(all.Network),
                DenyNetwork = [.. grants.DenyNetwork.Items.Union(all.DenyNetwork.Items, StringComparer.Ordinal)],
                DenyRead = [.. grants.DenyRead.Items.Union(all.DenyRead.Items, StringComparer.Ordinal)],
                DenyWrite = [.. grants.DenyWrite.Items.Union(all.DenyWrite.Items, StringComparer.Ordinal)],
            };
        }

        private static string Owner(ReferenceKind kind) => kind switch
        {
            ReferenceKind.Framework => "the framework",
            ReferenceKind.Guard => "RExecIL",
            _ => "the host",
        };

        private Policy? Parent()
        {
            if (file.Extends is not { } word)
            {
                return null;
            }

            // Presets extend presets that come earlier; a circle is a fault of ours that a test would find.
            if (Policies.Policy.PresetBytes(word.Text) is { } bytes)
            {
                return Read(word.Text, bytes, api).Value;
            }

            if (findParent(file, word) is { } found)
            {
                // What is wrong with the other file is told with its own places.
                faults.AddRange(found.Diagnostics);
                return found.IsAccepted ? found.Value : null;
            }

            Fault(PolicyRules.UnknownPreset, word, 0,
                $"There is no preset \"{word.Text}\".{Suggestion.For(word.Text, Policies.Policy.PresetNames)} Known are: {string.Join(", ", Policies.Policy.PresetNames)}; a file is named by a path, as in \"./{word.Text}.rexec.json\".");
            return null;
        }

        private string? ContractAttribute(EquatableArray<string>? contracts)
        {
            if (file.ContractAttribute is not { } word)
            {
                return null;
            }

            var marks = new ContractMarks(word.Text, api.Catalog);
            if (!api.Catalog.PublicContractTypes()
                .Where(type => contracts is not { } listed || listed.Items.Contains(type.Identity.Assembly, StringComparer.OrdinalIgnoreCase))
                .Any(type => marks.Shows(type) || marks.ShowsPartOf(type)))
            {
                Fault(PolicyRules.UnknownContract, word, 0, $"No contract of the host is marked with {word.Text}. Write the attribute's full name.");
            }

            return word.Text;
        }

        private Capability Capabilities(PolicySection section)
        {
            var all = Capability.None;
            all |= section.Names("read").IsGranted ? Capability.Read : 0;
            all |= section.Names("write").IsGranted ? Capability.Write : 0;
            all |= section.Names("env").IsGranted ? Capability.Environment : 0;
            all |= section.Names("net").IsGranted ? Capability.Network : 0;
            foreach (var word in section.List("capabilities"))
            {
                switch (CapabilityNames.Parse(word.Text))
                {
                    case Capability.Console:
                        all |= Capability.Console;
                        break;
                    case Capability.Import:
                        all |= Capability.Import;
                        break;
                    case Capability.Temp:
                        all |= Capability.Temp;
                        break;
                    case Capability.Read or Capability.Write or Capability.Environment or Capability.Network:
                        Fault(PolicyRules.UnknownCapability, word, 0,
                            $"\"{word.Text}\" is granted by a property of its own: \"{word.Text}\": [\"…\"], or true for everything.");
                        break;
                    default:
                        Fault(PolicyRules.UnknownCapability, word, 0,
                            $"There is no capability \"{word.Text}\".{Suggestion.For(word.Text, ["console", "import", "temp"])} Known are: console, import, temp; and the properties read, write, env, net.");
                        break;
                }
            }

            return all;
        }

        private void CheckHosts(PolicySection section)
        {
            foreach (var word in section.List("net").Concat(section.List("denyNet")))
            {
                if (!NetworkPattern.TryParse(word.Text, out _, out var fault))
                {
                    Fault(PolicyRules.BadHost, word, 0, $"\"{word.Text}\" names no host. {fault}");
                }
            }
        }

        private void CheckVariables(PolicySection section)
        {
            foreach (var word in section.List("env"))
            {
                var bad = word.Text.IndexOf('=', StringComparison.Ordinal);
                var star = word.Text.IndexOf('*', StringComparison.Ordinal);
                bad = bad < 0 && star >= 0 && star != word.Text.Length - 1 ? star : bad;
                if (bad >= 0)
                {
                    Fault(PolicyRules.WrongValue, word, bad, "The name of a variable has no \"=\", and \"*\" only at its end.");
                }
                else if (word.Text == "*")
                {
                    Fault(PolicyRules.WrongValue, word, 0, "Write \"env\": true to grant all variables.");
                }
            }
        }

        private EquatableArray<string>? Contracts()
        {
            foreach (var word in file.Root.List("contracts"))
            {
                if (api.Catalog.KindOf(word.Text) != ReferenceKind.Contract)
                {
                    Fault(PolicyRules.UnknownContract, word, 0, $"The host offers no contract assembly \"{word.Text}\".");
                }
            }

            return [.. file.Root.Texts("contracts")];
        }

        private TimeSpan? MaxTime()
        {
            if (!file.Limits.TryGetValue("maxTime", out var word))
            {
                return null;
            }

            if (ParseDuration(word.Text) is { } time)
            {
                return time;
            }

            Fault(PolicyRules.BadLimit, word, 0,
                $"\"{word.Text}\" is no time. Write a number and ms, s, m or h, up to 24h: \"500ms\", \"2s\", \"1.5m\".");
            return null;
        }

        private long? Size(string name) => Limit(name, Amounts.ParseSize, "no size. Write \"64MB\", \"1.5GiB\" or \"4096B\"");

        private long? Limit(string name, Func<string, long?> parse, string fault)
        {
            if (!file.Limits.TryGetValue(name, out var word))
            {
                return null;
            }

            var amount = parse(word.Text);
            if (amount is null)
            {
                Fault(PolicyRules.BadLimit, word, 0, $"\"{word.Text}\" is {fault}.");
            }

            return amount;
        }

        private List<MemberPattern> Patterns(
            string property, EquatableArray<string>? contracts, Action<PolicyWord, MemberPattern, TypeModel?> check)
        {
            var patterns = new List<MemberPattern>();
            foreach (var word in file.Root.List(property))
            {
                if (!MemberPattern.TryParse(word.Text, out var pattern, out var error, out var offset))
                {
                    Fault(PolicyRules.BadPattern, word, offset, $"\"{word.Text}\" is no member pattern: {error}");
                    continue;
                }

                if (Resolve(word, pattern!, contracts, out var type))
                {
                    patterns.Add(pattern!);
                    _places[pattern!] = file.LocationAt(word.Offset);
                    check(word, pattern!, type);
                }
            }

            return patterns;
        }

        private bool Resolve(PolicyWord word, MemberPattern pattern, EquatableArray<string>? contracts, out TypeModel? type)
        {
            type = null;
            if (pattern.Kind == PatternKind.Namespace)
            {
                if (api.Baseline.TypeNames.Any(pattern.MatchesType)
                    || api.Catalog.PublicFrameworkTypes().Any(found => pattern.MatchesType(MemberId.OwnerName(found.Identity))))
                {
                    return true;
                }

                Fault(PolicyRules.UnknownMember, word, 2, $"The installed runtime has no namespace {pattern.Owner}.");
                return false;
            }

            type = CatalogNames.FindType(api.Catalog, pattern.Owner)
                ?? (contracts ?? []).Items
                    .Select(contract => CatalogNames.FindContractType(api.Catalog, contract, pattern.Owner))
                    .FirstOrDefault(found => found is not null);
            if (type is null)
            {
                Fault(PolicyRules.UnknownMember, word, 2, pattern.Owner.StartsWith(FrameworkNames.OwnPrefix, StringComparison.Ordinal)
                    ? $"{pattern.Owner} belongs to RExecIL, which no policy names."
                    : $"Neither the installed runtime nor a contract listed in \"contracts\" has a public type {pattern.Owner}.{Suggestion.For(pattern.Owner, TypeNames(pattern.Owner))}");
                return false;
            }

            var found = type;
            if (pattern.Kind == PatternKind.Type
                || Methods(found, pattern).Any()
                || found.Fields.Items.Any(field => pattern.Matches(pattern.Owner, field)))
            {
                return true;
            }

            Fault(PolicyRules.UnknownMember, word, 2 + pattern.Owner.Length + 1, NoSuchMember(found, pattern));
            return false;
        }

        private static IEnumerable<MethodModel> Methods(TypeModel type, MemberPattern pattern) =>
            type.Methods.Items.Where(method => pattern.Matches(MemberId.Of(type, method), type, method));

        private static IEnumerable<string> MemberNames(TypeModel type) =>
            type.Methods.Items.Select(method => MemberId.Of(type, method).Name)
                .Concat(type.Fields.Items.Select(field => field.Name))
                .Concat(type.AccessorOwners.Items.Select(owner => owner.Name))
                .Distinct(StringComparer.Ordinal);

        /// <summary>Types whose names are about as long.</summary>
        private IEnumerable<string> TypeNames(string near) => api.Catalog.PublicFrameworkTypes()
            .Select(type => MemberId.OwnerName(type.Identity))
            .Concat(api.Catalog.PublicContractTypes().Select(type => MemberId.OwnerName(type.Identity)))
            .Where(name => Math.Abs(name.Length - near.Length) <= near.Length / 3)
            .Distinct(StringComparer.Ordinal);

        private static string NoSuchMember(TypeModel type, MemberPattern pattern)
        {
            var overloads = Methods(type, pattern with { Tail = null, Arity = -1 })
                .Select(method => MemberId.Of(type, method))
                .Select(id => $"M:{id.Owner}.{id.Local}")
                .Order(StringComparer.Ordinal)
                .ToList();
            return overloads.Count == 0
                ? $"The type {pattern.Owner} declares no member {pattern.Member} of that kind; name the type that declares it.{Suggestion.For(pattern.Member, MemberNames(type))}"
                : $"The type {pattern.Owner} has no such overload. It has: {string.Join(", ", overloads.Take(5))}"
                    + (overloads.Count > 5 ? $" and {overloads.Count - 5} more." : ".");
        }

        private void CheckAllowed(PolicyWord word, MemberPattern pattern, TypeModel? type)
        {
            if (pattern.Kind == PatternKind.Namespace || type is null)
            {
                Fault(PolicyRules.CannotAllow, word, 0, "A namespace cannot be allowed as a whole. Name its types.");
                return;
            }

            if (api.RefusalOf(pattern.Owner) is { } refusal)
            {
                Fault(PolicyRules.CannotAllow, word, 0, $"No policy may allow {pattern}: it {refusal}.");
                return;
            }

            // A type pattern allows what is left of the type; a member pattern that adds nothing is a misunderstanding.
            var decisions = pattern.Kind == PatternKind.Type
                ? []
                : Methods(type, pattern).Select(method => api.Of(type, method))
                    .Concat(type.Fields.Items.Where(field => pattern.Matches(pattern.Owner, field)).Select(field => api.Of(type, field)))
                    .ToList();
            if (decisions.Count > 0 && decisions.TrueForAll(decision => decision is ApiDecision.Refused or ApiDecision.Redirected))
            {
                Fault(PolicyRules.CannotAllow, word, 0, decisions[0] switch
                {
                    ApiDecision.Refused refused => $"No policy may allow {pattern}: it {refused.Reason}.",
                    ApiDecision.Redirected { Requires: not Capability.None } redirected =>
                        $"{pattern} is offered through a shim only. {CapabilityNames.HowToGrant(redirected.Requires)}",
                    _ => $"{pattern} is offered already, through a shim.",
                });
            }
        }

        private void Fault(DiagnosticDescriptor descriptor, PolicyWord word, int offset, string message) =>
            faults.Add(descriptor.At(file.LocationAt(word.Offset + (word.IsVerbatim ? offset : 0)), message));
    }
}
