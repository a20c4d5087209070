using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>Tells people what a policy says of members of the framework. Safe to share between threads.</summary>
/// <remarks>Opens every assembly that it must: for commands that show policies, not for verdicts.</remarks>
/// <param name="policy">The policy.</param>
/// <param name="catalog">The trusted assemblies that the policy was read for.</param>
public sealed class PolicyInspector(Policy policy, ReferenceCatalog catalog)
{
    private const int MaxSuggestions = 5;

    /// <summary>The decisions on all members of public framework types that others can see, in order of id.</summary>
    public IReadOnlyList<MemberDecision> All() =>
        [.. catalog.PublicFrameworkTypes().SelectMany(DecisionsOn)
            .DistinctBy(decision => decision.Id, StringComparer.Ordinal)
            .OrderBy(decision => decision.Type, StringComparer.Ordinal)
            .ThenBy(decision => decision.Local, StringComparer.Ordinal)];

    /// <summary>The decisions on the members that a text names, in order of id; empty when there are none.</summary>
    /// <param name="member">
    /// A documentation id with or without parameters (<c>M:System.IO.File.Open</c>, <c>T:System.IO.File</c>), or the name as
    /// programmers write it: <c>System.IO.File.Open</c>, <c>System.Collections.Generic.List&lt;T&gt;.Add</c>,
    /// <c>System.IO.File</c> for all its members.
    /// </param>
    public IReadOnlyList<MemberDecision> Find(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        foreach (var pattern in Patterns(member))
        {
            if (CatalogNames.FindType(catalog, pattern.Owner) is { } type
                && TypesOf(pattern, type).SelectMany(owner => DecisionsOn(owner, pattern)).ToList() is { Count: > 0 } found)
            {
                return [.. found.OrderBy(decision => decision.Id, StringComparer.Ordinal)];
            }
        }

        return [];
    }

    /// <summary>Names that somebody who wrote this one may have meant, best first; empty when none is near.</summary>
    public IReadOnlyList<string> Suggest(string member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var name = Plain(member);
        var dot = name.LastIndexOf('.');
        var (owner, last) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
        var names = CatalogNames.FindType(catalog, owner) is { } type
            ? type.Methods.Items.Where(method => IsVisible(method.Attributes)).Select(method => $"{owner}.{MemberId.Of(type, method).Name}")
            : catalog.PublicFrameworkTypes().SelectMany(candidate => Guesses(candidate, owner, last, name));
        return [.. names.Distinct(StringComparer.Ordinal)
            .Where(candidate => Suggestion.IsNear(SimpleName(candidate), last))
            .OrderBy(candidate => name.Length < 256 ? Suggestion.Distance(candidate, name) : 0)
            .Take(MaxSuggestions)];
    }

    /// <summary>A type as what was meant by the whole name, or by the part before the member's.</summary>
    private static IEnumerable<string> Guesses(TypeModel candidate, string owner, string last, string name)
    {
        var type = MemberId.OwnerName(candidate.Identity);
        if (SimpleName(type) == last || Suggestion.IsNear(SimpleName(type), last) && Suggestion.IsNear(type, name))
        {
            yield return type;
        }

        if (owner.Length is > 0 and < 128 && type.Length < 128 && (SimpleName(type) == SimpleName(owner) || Suggestion.Distance(type, owner) <= 2))
        {
            foreach (var member in candidate.Methods.Items.Where(method => IsVisible(method.Attributes)).Select(method => MemberId.Of(candidate, method).Name))
            {
                yield return $"{type}.{member}";
            }
        }
    }

    /// <summary>The decisions on all members that a pattern names, nested types and namespaces included, in a fixed order.</summary>
    internal IEnumerable<MemberDecision> Matching(MemberPattern pattern) => pattern.Kind is PatternKind.Namespace or PatternKind.Type
        ? catalog.PublicFrameworkTypes().Where(type => pattern.MatchesType(MemberId.OwnerName(type.Identity))).SelectMany(DecisionsOn)
        : CatalogNames.FindType(catalog, pattern.Owner) is { } type ? DecisionsOn(type, pattern) : [];

    private IEnumerable<TypeModel> TypesOf(MemberPattern pattern, TypeModel type) => pattern.Kind == PatternKind.Type ? [type] : [type, .. Bases(type)];

    private IEnumerable<TypeModel> Bases(TypeModel type)
    {
        // What a type inherits is decided where it is declared.
        for (var depth = 0; depth < 64 && type.BaseType?.Definition is { } identity && catalog.Find(identity) is { } parent; depth++)
        {
            yield return type = parent;
        }
    }

    private IEnumerable<MemberDecision> DecisionsOn(TypeModel type, MemberPattern pattern)
    {
        if (MemberId.OwnerName(type.Identity) is var owner && owner != pattern.Owner)
        {
            pattern = pattern with { Owner = owner };
        }

        return type.Methods.Items
            .Where(method => IsVisible(method.Attributes) && pattern.Matches(MemberId.Of(type, method), type, method))
            .Select(method => Decide(type, method))
            .Concat(type.Fields.Items
                .Where(field => IsVisible(Access(field)) && pattern.Matches(owner, field))
                .Select(field => Decide(type, field)));
    }

    private IEnumerable<MemberDecision> DecisionsOn(TypeModel type) =>
        type.Methods.Items.Where(method => IsVisible(method.Attributes)).Select(method => Decide(type, method))
            .Concat(type.Fields.Items.Where(field => IsVisible(Access(field))).Select(field => Decide(type, field)));

    private MemberDecision Decide(TypeModel type, MethodModel method)
    {
        var id = MemberId.Of(type, method);
        return Decision(
            type, "M:" + id.Local, policy.Of(type, method), pattern => pattern.Matches(id, type, method));
    }

    private MemberDecision Decide(TypeModel type, FieldModel field)
    {
        var owner = MemberId.OwnerName(type.Identity);
        return Decision(type, "F:" + field.Name, policy.Of(type, field), pattern => pattern.Matches(owner, field));
    }

    private MemberDecision Decision(TypeModel type, string local, MemberVerdict verdict, Func<MemberPattern, bool> matches)
    {
        var owner = MemberId.OwnerName(type.Identity);
        var (access, reason, hint, shim) = verdict switch
        {
            MemberVerdict.Allow => (MemberAccess.Allow, "", "", (string?)null),
            MemberVerdict.Redirect redirect => (MemberAccess.Redirect, "", "", $"{redirect.ShimType.Identity.FullName}.{redirect.Shim.Name}"),
            MemberVerdict.Deny deny => (MemberAccess.Deny, deny.Reason, deny.Hint, null),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
        return new MemberDecision(
            owner, local, type.Identity.Outermost.Namespace, access, reason, hint, shim, DecidingLine(owner, local, access, matches));
    }

    /// <summary>Where the policy finds its answer; the order is that of <see cref="Policy"/>.</summary>
    private string DecidingLine(string owner, string local, MemberAccess access, Func<MemberPattern, bool> matches)
    {
        if (policy.DenyPatterns.Items.FirstOrDefault(matches) is { } denied)
        {
            return Place("deny", denied);
        }

        var lines = policy.Api.Overlay.Of(owner).Items.Where(line => matches(line.Pattern)).ToList();
        if (lines.Find(line => line.Action == OverlayAction.Deny) is { } refusal)
        {
            return Text(refusal);
        }

        var redirects = lines.Where(line => line.Action == OverlayAction.Redirect).OrderBy(line => line.Pattern.Kind == PatternKind.Method ? 0 : 1).ToList();
        if (access == MemberAccess.Redirect && redirects is [var redirect, ..])
        {
            return Text(redirect);
        }

        if (lines.Find(line => line.Action == OverlayAction.Allow) is { } offer)
        {
            return Text(offer);
        }

        if (access == MemberAccess.Deny && redirects is [var missing, ..])
        {
            return Text(missing); // The shim needs a grant, or there is none for this member.
        }

        if (access == MemberAccess.Deny && policy.Api.Build is { } build && build.Withheld.ContainsKey($"{local[..2]}{owner}.{local[2..]}"))
        {
            return $"runtimes.txt: build {build.Name}";
        }

        if (policy.Api.Baseline.Find(owner)?.Members.Contains(local) ?? false)
        {
            return $"baseline.api: type T:{owner}";
        }

        return access == MemberAccess.Allow
            ? policy.AllowPatterns.Items.FirstOrDefault(matches) is { } allowed ? Place("allow", allowed) : "a constant of an offered type"
            : "no line: what no list names is denied";
    }

    private string Place(string list, MemberPattern pattern) =>
        $"{(policy.Places.TryGetValue(pattern, out var place) ? place.ToString() : policy.Name)}: \"{list}\": {pattern}";

    private static string Text(OverlayLine line)
    {
        var target = line.ShimType is null ? "" : $" => {line.ShimType.FullName}{(line.ShimMethod is null ? "" : "." + line.ShimMethod)}";
        return $"overlay.api({line.Number}): {line.Action.ToString().ToLowerInvariant()} {line.Pattern}{target} \"{line.Reason}\"";
    }

    private static IEnumerable<MemberPattern> Patterns(string member)
    {
        var name = member.Length > 2 && member[1] == ':' ? member : Plain(member);
        var tick = name.IndexOf('`', name.LastIndexOf('.') + 1);
        var spellings = name.Length > 2 && name[1] == ':'
            ? [name]
            : new[] { "M:" + (tick < 0 ? name : name[..tick]), "P:" + name, "F:" + name, "E:" + name, "T:" + name };
        foreach (var spelling in spellings)
        {
            if (MemberPattern.TryParse(spelling, out var pattern, out _, out _))
            {
                yield return pattern!;
            }
        }
    }

    /// <summary>The name as documentation ids write it, without parameters: <c>List&lt;T&gt;.Add(T)</c> is <c>List`1.Add</c>.</summary>
    private static string Plain(string member)
    {
        var name = member.Trim();
        name = name.StartsWith("new ", StringComparison.Ordinal) ? name[4..].Split('(')[0] + ".#ctor" : name;
        var parenthesis = name.IndexOf('(', StringComparison.Ordinal);
        name = parenthesis < 0 ? name : name[..parenthesis];
        name = name.Replace("..ctor", ".#ctor", StringComparison.Ordinal).Replace(".ctor", ".#ctor", StringComparison.Ordinal).Replace("::", ".", StringComparison.Ordinal);
        for (var open = name.IndexOf('<', StringComparison.Ordinal); open >= 0; open = name.IndexOf('<', StringComparison.Ordinal))
        {
            var close = name.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            name = $"{name[..open]}`{name[open..close].Count(character => character == ',') + 1}{name[(close + 1)..]}";
        }

        return name.Length > 2 && name[1] == ':' ? name[2..] : name;
    }

    private static string SimpleName(string name) => name[(name.LastIndexOf('.') + 1)..].Split('`')[0];

    private static MethodAttributes Access(FieldModel field) => (MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask);

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
}
