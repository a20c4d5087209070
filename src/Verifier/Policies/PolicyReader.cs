using System.Buffers;
using System.Globalization;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>Reads policy files (<c>*.rexec.json</c>). Pure: the caller reads the file.</summary>
/// <remarks>
/// One fault rejects the whole file, with line and column: a typo must not loosen a sandbox. Every member that the file
/// names is looked up in the catalog, so the file is read for one runtime. Relative paths stay as written; they are meant
/// relative to the file.
/// </remarks>
public static class PolicyReader
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a policy file.</summary>
    /// <param name="name">What messages call the file.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="catalog">The trusted assemblies whose members it names.</param>
    /// <returns>The policy, or all that is wrong with the file.</returns>
    public static Checked<Policy> Read(string name, ReadOnlyMemory<byte> utf8, ReferenceCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Read(name, utf8, FrameworkApi.Shipped(catalog));
    }

    /// <summary>Reads a policy file over given lists.</summary>
    internal static Checked<Policy> Read(string name, ReadOnlyMemory<byte> utf8, FrameworkApi api)
    {
        var faults = new List<Diagnostic>();
        var file = PolicyFile.Read(name, utf8, faults);
        if (faults.Count > 0)
        {
            return Checked<Policy>.Refuse(faults);
        }

        var reading = new Reading(file, api, faults);
        var policy = reading.Policy(name);
        return Checked<Policy>.Of(policy, faults);
    }

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
    private sealed class Reading(PolicyFile file, FrameworkApi api, List<Diagnostic> faults)
    {
        internal Policy Policy(string name)
        {
            var parent = Parent();
            var inherited = parent?.Grants ?? Grants.Nothing;
            var contracts = file.Lists.ContainsKey("contracts")
                ? Contracts()
                : inherited.Contracts;
            var grants = inherited with
            {
                Capabilities = inherited.Capabilities | Capabilities(),
                Read = inherited.Read.Union(Names("read")),
                Write = inherited.Write.Union(Names("write")),
                Environment = inherited.Environment.Union(Names("env")),
                DenyRead = [.. inherited.DenyRead.Items.Union(Texts("denyRead"), StringComparer.Ordinal)],
                DenyWrite = [.. inherited.DenyWrite.Items.Union(Texts("denyWrite"), StringComparer.Ordinal)],
                Contracts = contracts,
                MaxTime = MaxTime() ?? inherited.MaxTime,
            };
            CheckVariables();
            var deny = Patterns("deny", contracts, (_, _, _) => { });
            var allow = Patterns("allow", contracts, CheckAllowed);
            return new Policy(
                name,
                api,
                grants,
                [.. parent?.AllowPatterns.Items ?? [], .. allow],
                [.. parent?.DenyPatterns.Items ?? [], .. deny]);
        }

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

            Fault(PolicyRules.UnknownPreset, word, 0, $"There is no preset \"{word.Text}\". Known are: {string.Join(", ", Policies.Policy.PresetNames)}.");
            return null;
        }

        private Capability Capabilities()
        {
            var all = Capability.None;
            all |= Names("read").IsGranted ? Capability.Read : 0;
            all |= Names("write").IsGranted ? Capability.Write : 0;
            all |= Names("env").IsGranted ? Capability.Environment : 0;
            foreach (var word in file.List("capabilities"))
            {
                switch (CapabilityNames.Parse(word.Text))
                {
                    case Capability.Console:
                        all |= Capability.Console;
                        break;
                    case Capability.Import:
                        all |= Capability.Import;
                        break;
                    case Capability.Read or Capability.Write or Capability.Environment:
                        Fault(PolicyRules.UnknownCapability, word, 0,
                            $"\"{word.Text}\" is granted by a property of its own: \"{word.Text}\": [\"…\"], or true for everything.");
                        break;
                    default:
                        Fault(PolicyRules.UnknownCapability, word, 0,
                            $"There is no capability \"{word.Text}\". Known are: console, import; and the properties read, write, env.");
                        break;
                }
            }

            return all;
        }

        private NameGrant Names(string property) => file.Everything.Contains(property)
            ? NameGrant.All
            : new NameGrant(false, [.. Texts(property)]);

        private IEnumerable<string> Texts(string property) => file.List(property).Items.Select(word => word.Text);

        private void CheckVariables()
        {
            foreach (var word in file.List("env"))
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
            foreach (var word in file.List("contracts"))
            {
                if (api.Catalog.KindOf(word.Text) != ReferenceKind.Contract)
                {
                    Fault(PolicyRules.UnknownContract, word, 0, $"The host offers no contract assembly \"{word.Text}\".");
                }
            }

            return [.. Texts("contracts")];
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

        private List<MemberPattern> Patterns(
            string property, EquatableArray<string>? contracts, Action<PolicyWord, MemberPattern, TypeModel?> check)
        {
            var patterns = new List<MemberPattern>();
            foreach (var word in file.List(property))
            {
                if (!MemberPattern.TryParse(word.Text, out var pattern, out var error, out var offset))
                {
                    Fault(PolicyRules.BadPattern, word, offset, $"\"{word.Text}\" is no member pattern: {error}");
                    continue;
                }

                if (Resolve(word, pattern!, contracts, out var type))
                {
                    patterns.Add(pattern!);
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
                    : $"Neither the installed runtime nor a contract listed in \"contracts\" has a public type {pattern.Owner}.");
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

        private static string NoSuchMember(TypeModel type, MemberPattern pattern)
        {
            var overloads = Methods(type, pattern with { Tail = null, Arity = -1 })
                .Select(method => MemberId.Of(type, method))
                .Select(id => $"M:{id.Owner}.{id.Local}")
                .Order(StringComparer.Ordinal)
                .ToList();
            return overloads.Count == 0
                ? $"The type {pattern.Owner} declares no member {pattern.Member} of that kind; name the type that declares it."
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
