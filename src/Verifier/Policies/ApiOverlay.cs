using System.Collections.Concurrent;
using System.Globalization;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>The reviewed decisions by hand that win over the baseline, each with its reason. Immutable.</summary>
internal sealed class ApiOverlay
{
    private readonly ILookup<string, OverlayLine> _byOwner;
    private readonly ConcurrentDictionary<string, EquatableArray<OverlayLine>> _byType = new(StringComparer.Ordinal);

    private ApiOverlay(string text, EquatableArray<OverlayLine> lines, EquatableArray<TypeIdentity> emitted)
    {
        (Text, Lines, Emitted) = (text, lines, emitted);
        _byOwner = lines.Items.ToLookup(line => line.Pattern.Owner, StringComparer.Ordinal);
    }

    /// <summary>The list as it was read.</summary>
    internal string Text { get; }

    /// <summary>All lines in order.</summary>
    internal EquatableArray<OverlayLine> Lines { get; }

    /// <summary>The classes of the guard library that the rewriter itself calls.</summary>
    internal EquatableArray<TypeIdentity> Emitted { get; }

    /// <summary>Reads the list.</summary>
    /// <exception cref="FormatException">A line is not as <c>docs/policy-format.md</c> says.</exception>
    internal static ApiOverlay Read(string text)
    {
        var all = ApiLine.Read("overlay.api", text).ToLookup(line => line.Words is ["emits", _]);
        return new ApiOverlay(
            text,
            all[false].Select(Parse).ToEquatableArray(),
            all[true].Select(line => GuardType(line, line.Words[1])).ToEquatableArray());
    }

    /// <summary>The lines that name the type, its members, or the types around it, nearest first.</summary>
    internal EquatableArray<OverlayLine> Of(string typeName) => _byType.GetOrAdd(typeName, Find);

    private EquatableArray<OverlayLine> Find(string typeName)
    {
        // A type pattern holds for nested types too: their owners are the prefixes of the name.
        var found = new List<OverlayLine>();
        for (var name = typeName; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            found.AddRange(_byOwner[name].Where(line => line.Pattern.Concerns(typeName)));
        }

        return [.. found];
    }

    private static OverlayLine Parse(ApiLine line)
    {
        if (line.Reason.Length == 0)
        {
            throw line.Bad("a reason in quotes is missing");
        }

        var pattern = line.PatternAt(1);
        switch (line.Words[0])
        {
            case "deny" when line.Words.Count == 2:
                return new OverlayLine(line.Number, OverlayAction.Deny, pattern, line.Reason);
            case "allow" when line.Words.Count == 2 && pattern.Kind is not (PatternKind.Namespace or PatternKind.Type):
                return new OverlayLine(line.Number, OverlayAction.Allow, pattern, line.Reason);
            case "size" when line.Words.Count >= 3 && pattern.Kind == PatternKind.Method:
                return new OverlayLine(line.Number, OverlayAction.Size, pattern, line.Reason)
                {
                    Sizes = line.Words.Items[2..]
                        .Select(word => SizeTerm.Parse(word) ?? throw line.Bad($"'{word}' is not PARAMETER*FACTOR"))
                        .ToEquatableArray(),
                };
            case "constant" when line.Words.Count == 3 && pattern.Kind == PatternKind.Field:
                return new OverlayLine(line.Number, OverlayAction.Constant, pattern, line.Reason)
                {
                    LargestConstant = int.TryParse(line.Words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var largest)
                        ? largest
                        : throw line.Bad($"'{line.Words[2]}' is no number"),
                };
            case "redirect" when line.Words.Count >= 4 && line.Words[2] == "=>":
                return ParseRedirect(line, pattern);
            default:
                throw line.Bad("expected: deny PATTERN, allow MEMBER, size MEMBER TERM..., constant FIELD LARGEST, or redirect PATTERN => SHIM [only] [requires CAPABILITY]");
        }
    }

    private static OverlayLine ParseRedirect(ApiLine line, MemberPattern pattern)
    {
        var target = line.Words[3];
        var rest = line.Words.Items.AsSpan()[4..];
        var isOnly = rest is ["only", ..];
        rest = isOnly ? rest[1..] : rest;
        var requires = Capability.None;
        if (rest is ["requires", _])
        {
            foreach (var name in rest[1].Split('|'))
            {
                requires |= CapabilityNames.Parse(name) ?? throw line.Bad($"there is no capability '{name}'");
            }

            rest = [];
        }

        if (!rest.IsEmpty || pattern.Kind is not (PatternKind.Type or PatternKind.Method))
        {
            throw line.Bad("expected: redirect T:TYPE => SHIMTYPE [only] … or redirect M:METHOD => SHIMTYPE.METHOD …");
        }

        var isMember = pattern.Kind == PatternKind.Method;
        var dot = target.LastIndexOf('.');
        var shimType = isMember && dot > 0 ? target[..dot] : target;
        return new OverlayLine(line.Number, OverlayAction.Redirect, pattern, line.Reason)
        {
            ShimType = GuardType(line, shimType),
            ShimMethod = isMember ? target[(dot + 1)..] : null,
            IsOnly = isOnly,
            Requires = requires,
        };
    }

    private static TypeIdentity GuardType(ApiLine line, string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return line.Reason.Length > 0 && dot > 0
            ? new TypeIdentity(
                fullName[..dot] == FrameworkNames.SlotLibrary ? FrameworkNames.SlotLibrary : FrameworkNames.GuardLibrary,
                fullName[..dot],
                fullName[(dot + 1)..])
            : throw line.Bad("a namespace before the type, or the reason, is missing");
    }
}

/// <summary>What an overlay line does.</summary>
internal enum OverlayAction
{
    /// <summary>Refuses, whatever other lines and the host's policy say.</summary>
    Deny,

    /// <summary>Offers what the baseline does not.</summary>
    Allow,

    /// <summary>Offers through a shim.</summary>
    Redirect,

    /// <summary>Says what a member allocates at once; whether it is offered is for other lines to say.</summary>
    Size,

    /// <summary>Says which constants may be stored in a field, and that nothing else may; it is offered by other lines.</summary>
    Constant,
}

/// <summary>A line of the overlay.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Action">What it does.</param>
/// <param name="Pattern">What it is about.</param>
/// <param name="Reason">Why.</param>
internal sealed record OverlayLine(int Number, OverlayAction Action, MemberPattern Pattern, string Reason)
{
    /// <summary>The class of shims that a redirect leads to.</summary>
    internal TypeIdentity? ShimType { get; init; }

    /// <summary>
    /// The shim that a redirect of single methods leads to; null when the member's own name finds it.
    /// </summary>
    internal string? ShimMethod { get; init; }

    /// <summary>Whether members of the type without a shim are denied; else the baseline decides on them.</summary>
    internal bool IsOnly { get; init; }

    /// <summary>What the member allocates at once, in parts.</summary>
    internal EquatableArray<SizeTerm> Sizes { get; init; }

    /// <summary>The largest constant that may be stored in the field; the smallest is 0.</summary>
    internal int LargestConstant { get; init; }

    /// <summary>Any of these must be granted; none is needed when empty.</summary>
    internal Capability Requires { get; init; }
}
