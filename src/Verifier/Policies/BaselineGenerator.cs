using System.Reflection;
using System.Text;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>
/// Makes <c>baseline.api</c>: the members of the surface list's types that pass the entry rules, one by one. What the
/// reference assemblies do not have is never offered.
/// </summary>
/// <remarks>
/// A tool for those who work on RExecIL; nothing calls it when guests are checked. The surface list says which types are
/// offered and why; the result is sorted and spells out every member, so that a new runtime shows as a difference.
/// </remarks>
internal sealed class BaselineGenerator
{
    private const int MaxArity = 20;

    /// <summary>The mark of types of which inference chooses the members.</summary>
    private const string Inferred = "inferred";

    private readonly Func<TypeIdentity, TypeModel?> _find;
    private readonly IHarmlessMembers _harmless;
    private readonly HashSet<string> _reference;
    private readonly HashSet<string> _referenceTypes;
    private readonly ILookup<TypeIdentity, TypeModel> _nested;
    private readonly ILookup<string, TypeModel> _byName;
    private readonly List<SurfaceType> _types = [];
    private readonly List<(ApiLine Line, MemberPattern Pattern)> _denyLines = [];
    private readonly List<(ApiLine Line, MemberPattern Pattern)> _allowLines = [];
    private readonly List<(ApiLine Line, MemberPattern Pattern)> _inferredLines = [];
    private readonly List<string> _faults = [];
    private readonly HashSet<ApiLine> _used = [];
    private bool _offersEnums;

    private BaselineGenerator(ReferenceCatalog catalog, ReferenceCatalog reference, IHarmlessMembers harmless)
    {
        _find = catalog.Find;
        _harmless = harmless;
        _referenceTypes = reference.PublicFrameworkTypes().Select(type => MemberId.OwnerName(type.Identity)).ToHashSet(StringComparer.Ordinal);
        _reference = reference.PublicFrameworkTypes().SelectMany(VisibleMembers).ToHashSet(StringComparer.Ordinal);
        var all = catalog.PublicFrameworkTypes().ToList();
        _nested = all.Where(type => type.Identity.DeclaringType is not null)
            .ToLookup(type => type.Identity.DeclaringType!);
        _byName = all.ToLookup(type => MemberId.OwnerName(type.Identity), StringComparer.Ordinal);
    }

    /// <summary>Makes the list.</summary>
    /// <param name="surface">The text of <c>surface.api</c>.</param>
    /// <param name="catalog">The runtime.</param>
    /// <param name="reference">The reference assemblies that guests are compiled against.</param>
    /// <param name="harmless">What inference says of members.</param>
    /// <exception cref="FormatException">A line of the surface list is bad, or names what the runtime does not have.</exception>
    internal static string Generate(
        string surface, ReferenceCatalog catalog, ReferenceCatalog reference, IHarmlessMembers harmless)
    {
        var generator = new BaselineGenerator(catalog, reference, harmless);
        generator.Read(surface);
        generator.AddInferred();
        return generator.Write();
    }

    private void Read(string surface)
    {
        foreach (var line in ApiLine.Read("surface.api", surface))
        {
            try
            {
                Read(line);
            }
            catch (FormatException fault)
            {
                // All faults of the list are reported at once, by Write.
                _faults.Add(fault.Message);
            }
        }
    }

    private void Read(ApiLine line)
    {
        if (line.Words.Items is ["enums"] && line.Reason.Length > 0)
        {
            _offersEnums = true;
            return;
        }

        var pattern = line.PatternAt(1);
        switch (line.Words[0])
        {
            case "type" when pattern.Kind == PatternKind.Type:
                AddTypes(line, pattern);
                break;
            case "allow" when line.Words.Count == 2:
                _allowLines.Add((line, pattern));
                break;
            case "deny" when line.Words.Count == 2 && line.Reason.Length > 0:
                _denyLines.Add((line, pattern));
                break;
            case "inferred" when pattern.Kind is PatternKind.Namespace or PatternKind.Type && line.Words.Count == 2 && line.Reason.Length > 0:
                _inferredLines.Add((line, pattern));
                break;
            default:
                throw line.Bad("expected: type T:TYPE [derive] [implement] [attribute] [only], inferred PATTERN \"REASON\", enums \"REASON\", allow MEMBER, or deny PATTERN \"REASON\"");
        }
    }

    private void AddTypes(ApiLine line, MemberPattern pattern)
    {
        var words = line.Words.Items.Skip(2).ToHashSet(StringComparer.Ordinal);
        if (words.Except(["derive", "implement", "attribute", "only"]).FirstOrDefault() is { } unknown)
        {
            throw line.Bad($"there is no word '{unknown}'");
        }

        // Func`# stands for Func`1, Func`2 … as far as they exist, and Action`# for Action too.
        var names = pattern.Owner.EndsWith("`#", StringComparison.Ordinal)
            ? Enumerable.Range(0, MaxArity).Select(arity => pattern.Owner[..^2] + (arity == 0 ? "" : $"`{arity}"))
                .Where(_byName.Contains)
                .ToList()
            : [pattern.Owner];
        foreach (var name in names)
        {
            var found = _byName[name].ToList();
            if (found.Count != 1)
            {
                throw line.Bad($"{found.Count} framework assemblies define the public type {name}");
            }

            Add(found[0], words, line);
        }
    }

    private void Add(TypeModel type, HashSet<string> words, ApiLine line)
    {
        if (_types.Exists(known => known.Model == type))
        {
            throw line.Bad($"{type} is listed twice");
        }

        if (words.Contains("derive") && (type.IsSealed || type.IsInterface))
        {
            throw line.Bad($"nothing can derive from {type}");
        }

        if (words.Contains("implement") && !type.IsInterface)
        {
            throw line.Bad($"{type} is no interface");
        }

        _types.Add(new SurfaceType(type, words));
        var nestedWords = words.Where(word => word == "only").ToHashSet(StringComparer.Ordinal);
        foreach (var nested in _nested[type.Identity].OrderBy(nested => nested.Identity.FullName, StringComparer.Ordinal))
        {
            Add(nested, nestedWords, line);
        }
    }

    /// <summary>The types that inferred lines name: a namespace stands for itself, not for those below it.</summary>
    private void AddInferred()
    {
        var known = _types.Select(type => type.Model).ToHashSet();
        foreach (var type in _byName.Where(named => named.Count() == 1).SelectMany(named => named).Where(type => !known.Contains(type)))
        {
            var name = MemberId.OwnerName(type.Identity);
            var lines = _inferredLines.FindAll(entry => entry.Pattern.Kind == PatternKind.Type
                ? entry.Pattern.MatchesType(name)
                : entry.Pattern.Owner == type.Identity.Outermost.Namespace);
            _used.UnionWith(lines.Select(entry => entry.Line));
            if (lines.Count > 0 || (_offersEnums && IsEnum(type) && _referenceTypes.Contains(name)))
            {
                _types.Add(new SurfaceType(type, [Inferred]));
            }
        }
    }

    private string Write()
    {
        var text = new StringBuilder()
            .Append("# Generated from surface.api, the entry rules, the inferred effects and the installed runtime; do not edit.\n")
            .Append("# What a guest may use of the framework, one exact member a line; nothing else is offered.\n")
            .Append("# To renew it run the test BaselineTests, read baseline.api.received, and put it in place of this file.\n");
        foreach (var type in _types.OrderBy(type => MemberId.OwnerName(type.Model.Identity), StringComparer.Ordinal))
        {
            WriteType(text, type);
        }

        // Stale lines would hide that a decision no longer holds.
        _faults.AddRange(_allowLines.Concat(_denyLines).Concat(_inferredLines)
            .Where(entry => !_used.Contains(entry.Line))
            .Select(entry => entry.Line.Bad($"{entry.Pattern} names nothing that an offered type has").Message));
        return _faults.Count == 0 ? text.ToString() : throw new FormatException(string.Join('\n', _faults));
    }

    private void WriteType(StringBuilder text, SurfaceType type)
    {
        var name = MemberId.OwnerName(type.Model.Identity);
        if (IsListed(_denyLines, pattern => pattern.MatchesType(name)) || !_referenceTypes.Contains(name))
        {
            return;
        }

        var members = Methods(type).Concat(Fields(type)).Where(local => IsOfReference(name, local)).Order(StringComparer.Ordinal).ToList();
        if (type.Words.Contains(Inferred))
        {
            var all = VisibleLocals(type.Model).ToList();
            members.RemoveAll(local => !_harmless.Contains(name, local, all));
            if (members.Count == 0 && !IsEnum(type.Model))
            {
                return;
            }
        }

        text.Append("\ntype T:").Append(name);
        foreach (var word in type.Words.Where(word => word is not ("only" or Inferred)).Order(StringComparer.Ordinal))
        {
            text.Append(' ').Append(word);
        }

        text.Append('\n');
        foreach (var member in members)
        {
            text.Append("  ").Append(member).Append('\n');
        }
    }

    private IEnumerable<string> Methods(SurfaceType type)
    {
        foreach (var method in type.Model.Methods)
        {
            if (!IsReachable(method.Attributes, type.Words.Contains("derive") && !type.Model.IsSealed))
            {
                continue;
            }

            var id = MemberId.Of(type.Model, method);
            if (IsOffered(type, pattern => pattern.Matches(id, type.Model, method))
                && EntryRules.Refuse(type.Model, method) is null)
            {
                yield return "M:" + id.Local;
            }
        }
    }

    private IEnumerable<string> Fields(SurfaceType type)
    {
        var name = MemberId.OwnerName(type.Model.Identity);
        foreach (var field in type.Model.Fields)
        {
            if ((field.Attributes & (FieldAttributes.Literal | FieldAttributes.SpecialName)) == 0
                && IsReachable((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask), type.Words.Contains("derive"))
                && IsOffered(type, pattern => pattern.Matches(name, field))
                && EntryRules.Refuse(type.Model, field, _find) is null)
            {
                yield return "F:" + field.Name;
            }
        }
    }

    private bool IsOfReference(string type, string local) => _reference.Contains($"{type} {local}");

    private static bool IsEnum(TypeModel type) => type.BaseType?.Definition is { FullName: "System.Enum" };

    private static IEnumerable<string> VisibleMembers(TypeModel type)
    {
        var name = MemberId.OwnerName(type.Identity);
        return VisibleLocals(type).Select(local => $"{name} {local}");
    }

    /// <summary>Ids, without the type, of all members that another assembly can see.</summary>
    private static IEnumerable<string> VisibleLocals(TypeModel type) =>
        type.Methods.Items.Where(method => IsReachable(method.Attributes, canDerive: true) && method.Name != ".cctor")
            .Select(method => "M:" + MemberId.Of(type, method).Local)
            .Concat(type.Fields.Items
                .Where(field => (field.Attributes & (FieldAttributes.Literal | FieldAttributes.SpecialName)) == 0
                    && IsReachable((MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask), canDerive: true))
                .Select(field => "F:" + field.Name));

    private bool IsOffered(SurfaceType type, Func<MemberPattern, bool> matches)
    {
        // Both lists are always walked, so that no line counts as stale because of the other.
        var isAllowed = IsListed(_allowLines, matches);
        return !IsListed(_denyLines, matches) && (isAllowed || !type.Words.Contains("only"));
    }

    private bool IsListed(List<(ApiLine Line, MemberPattern Pattern)> lines, Func<MemberPattern, bool> matches)
    {
        var isListed = false;
        foreach (var (line, pattern) in lines)
        {
            if (matches(pattern))
            {
                _used.Add(line);
                isListed = true;
            }
        }

        return isListed;
    }

    private static bool IsReachable(MethodAttributes attributes, bool canDerive) =>
        (attributes & MethodAttributes.MemberAccessMask) switch
        {
            MethodAttributes.Public => true,
            MethodAttributes.Family or MethodAttributes.FamORAssem => canDerive,
            _ => false,
        };

    private sealed record SurfaceType(TypeModel Model, HashSet<string> Words);
}

/// <summary>What inference says of the framework's members.</summary>
internal interface IHarmlessMembers
{
    /// <summary>
    /// Whether a member reaches nothing, and neither allocates nor loops by its arguments alone. False when it is not known.
    /// </summary>
    /// <param name="type">The type's documentation name.</param>
    /// <param name="local">The member's id without the type.</param>
    /// <param name="all">The ids of all members of the type that others can see.</param>
    bool Contains(string type, string local, IReadOnlyList<string> all);
}
