using System.Reflection;
using System.Text;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>
/// Makes <c>baseline.api</c>: the members of the surface list's types that pass the entry rules, one by one.
/// </summary>
/// <remarks>
/// A tool for those who work on RExecIL; nothing calls it when guests are checked. The surface list says which types are
/// offered and why; the result is sorted and spells out every member, so that a new runtime shows as a difference.
/// </remarks>
internal sealed class BaselineGenerator
{
    private const int MaxArity = 20;

    private readonly ReferenceCatalog _catalog;
    private readonly ILookup<TypeIdentity, TypeModel> _nested;
    private readonly ILookup<string, TypeModel> _byName;
    private readonly List<SurfaceType> _types = [];
    private readonly List<(ApiLine Line, MemberPattern Pattern)> _denyLines = [];
    private readonly List<(ApiLine Line, MemberPattern Pattern)> _allowLines = [];
    private readonly List<string> _faults = [];
    private readonly HashSet<ApiLine> _used = [];

    private BaselineGenerator(ReferenceCatalog catalog)
    {
        _catalog = catalog;
        var all = catalog.PublicFrameworkTypes().ToList();
        _nested = all.Where(type => type.Identity.DeclaringType is not null)
            .ToLookup(type => type.Identity.DeclaringType!);
        _byName = all.ToLookup(type => MemberId.OwnerName(type.Identity), StringComparer.Ordinal);
    }

    /// <summary>Makes the list.</summary>
    /// <exception cref="FormatException">A line of the surface list is bad, or names what the runtime does not have.</exception>
    internal static string Generate(string surface, ReferenceCatalog catalog)
    {
        var generator = new BaselineGenerator(catalog);
        generator.Read(surface);
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
            default:
                throw line.Bad("expected: type T:TYPE [derive] [implement] [attribute] [only], allow MEMBER, or deny PATTERN \"REASON\"");
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

    private string Write()
    {
        var text = new StringBuilder()
            .Append("# Generated from surface.api, the entry rules and the installed runtime; do not edit.\n")
            .Append("# What a guest may use of the framework, one exact member a line; nothing else is offered.\n")
            .Append("# To renew it run the test BaselineTests, read baseline.api.received, and put it in place of this file.\n");
        foreach (var type in _types.OrderBy(type => MemberId.OwnerName(type.Model.Identity), StringComparer.Ordinal))
        {
            WriteType(text, type);
        }

        // Stale lines would hide that a decision no longer holds.
        _faults.AddRange(_allowLines.Concat(_denyLines)
            .Where(entry => !_used.Contains(entry.Line))
            .Select(entry => entry.Line.Bad($"{entry.Pattern} names nothing that an offered type has").Message));
        return _faults.Count == 0 ? text.ToString() : throw new FormatException(string.Join('\n', _faults));
    }

    private void WriteType(StringBuilder text, SurfaceType type)
    {
        var name = MemberId.OwnerName(type.Model.Identity);
        if (IsListed(_denyLines, pattern => pattern.MatchesType(name)))
        {
            return;
        }

        text.Append("\ntype T:").Append(name);
        foreach (var word in type.Words.Where(word => word != "only").Order(StringComparer.Ordinal))
        {
            text.Append(' ').Append(word);
        }

        text.Append('\n');
        foreach (var member in Methods(type).Concat(Fields(type)).Order(StringComparer.Ordinal))
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
                && EntryRules.Refuse(type.Model, field, _catalog.Find) is null)
            {
                yield return "F:" + field.Name;
            }
        }
    }

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
