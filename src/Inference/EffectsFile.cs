using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RExecIL.Inference;

/// <summary>The effects of all members as text: sorted, without figures that move, one change a line. Immutable.</summary>
/// <remarks>
/// <para><c>module NAME MVID</c> says of which builds it speaks. <c>type NAME EFFECTS #COUNT MEMBERS [il:HASH]</c> gives the
/// effects that most members of a type have, <c>-</c> for none; the lines under it name members with others, and
/// <c>amount</c> parameters that decide how much is allocated or how long a loop runs.</para>
/// <para>MEMBERS is a hash of the type's whole list of members, so the type's line never speaks for a member that was not
/// there. The hash of the IL of a type and of the types nested in it tells whether another build differs there.</para>
/// </remarks>
public sealed class EffectsFile
{
    private readonly SortedDictionary<string, TypeSection> _types = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _modules = new(StringComparer.Ordinal);
    private readonly Lazy<string> _text;

    private EffectsFile() => _text = new Lazy<string>(Write);

    /// <summary>The file.</summary>
    public string Text => _text.Value;

    /// <summary>The builds that it speaks of, as <c>NAME MVID</c>.</summary>
    public IReadOnlyCollection<string> Modules => _modules;

    /// <summary>The file that RExecIL ships, of the framework that its baseline was made for.</summary>
    public static EffectsFile Shipped()
    {
        using var stream = typeof(EffectsFile).Assembly.GetManifestResourceStream("inference/effects.txt")
            ?? throw new System.Diagnostics.UnreachableException("effects.txt is not embedded.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <summary>The file of a framework.</summary>
    public static EffectsFile Of(FrameworkEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        var file = new EffectsFile();
        file._modules.UnionWith(effects.Modules);
        foreach (var type in effects.Members.GroupBy(member => member.Type, StringComparer.Ordinal))
        {
            var members = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
            foreach (var member in type)
            {
                // Two assemblies may define one name for different platforms; the worse of them holds.
                var other = members.GetValueOrDefault(member.Local)?.Effects ?? Effects.None;
                members[member.Local] = new Entry(other | member.Effects, [.. member.IsHarmless ? member.Amounts : []]);
            }

            file._types.Add(type.Key, TypeSection.Of(members, type.Any(member => member.IsHarmless) ? effects.HashOf(type.Key) : ""));
        }

        return file;
    }

    /// <summary>The file of two frameworks: effects of either; what one of them lacks is not known there.</summary>
    public EffectsFile Union(EffectsFile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new EffectsFile();
        both._modules.UnionWith(_modules);
        both._modules.UnionWith(other._modules);
        foreach (var name in _types.Keys.Union(other._types.Keys))
        {
            var (left, right) = (_types.GetValueOrDefault(name)?.Members, other._types.GetValueOrDefault(name)?.Members);
            var members = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
            foreach (var local in (left?.Keys ?? Enumerable.Empty<string>()).Union(right?.Keys ?? Enumerable.Empty<string>()))
            {
                var (inLeft, inRight) = (left?.GetValueOrDefault(local), right?.GetValueOrDefault(local));
                members.Add(local, new Entry(
                    (inLeft?.Effects ?? Effects.PNSE) | (inRight?.Effects ?? Effects.PNSE),
                    [.. (inLeft?.Amounts ?? []).Union(inRight?.Amounts ?? []).Order(StringComparer.Ordinal)]));
            }

            string?[] hashes = [_types.GetValueOrDefault(name)?.Il, other._types.GetValueOrDefault(name)?.Il];
            both._types.Add(name, TypeSection.Of(
                members, string.Join('+', hashes.Where(hash => !string.IsNullOrEmpty(hash)).Distinct(StringComparer.Ordinal))));
        }

        return both;
    }

    /// <summary>Reads a file that <see cref="Text"/> gave.</summary>
    /// <exception cref="FormatException">A line is none of its lines; the message says which.</exception>
    public static EffectsFile Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var file = new EffectsFile();
        TypeSection? type = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!file.TryRead(line, ref type))
            {
                throw new FormatException($"effects.txt({number}): the line is neither module, type, member nor amount.");
            }
        }

        return file;
    }

    /// <summary>Whether the file speaks of a type, given by its documentation name.</summary>
    public bool Knows(string type) => _types.ContainsKey(type);

    /// <summary>The effects of a member; null when the file does not speak of it.</summary>
    /// <param name="type">The type's documentation name.</param>
    /// <param name="local">The member's id without the type, as in <see cref="SurfaceMember.Local"/>.</param>
    /// <param name="members">All such ids that the type has now; in any order.</param>
    public Effects? Find(string type, string local, IEnumerable<string> members)
    {
        if (!_types.TryGetValue(type, out var section))
        {
            return null;
        }

        if (section.Members.TryGetValue(local, out var entry) && entry.Effects is { } effects)
        {
            return effects;
        }

        // The type's line holds for the very list of members that it was computed for.
        var now = members.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return now.Contains(local, StringComparer.Ordinal) && HashOf(now) == section.List ? section.Most : null;
    }

    /// <summary>
    /// The effects of a member of the very build that the file is of; null when the file does not speak of its type.
    /// </summary>
    /// <param name="type">The type's documentation name.</param>
    /// <param name="local">The id, without the type, of a member that it has.</param>
    public Effects? FindOnReviewedBuild(string type, string local) => !_types.TryGetValue(type, out var section) ? null
        : section.Members.TryGetValue(local, out var entry) && entry.Effects is { } effects ? effects
        : section.Most;

    /// <summary>
    /// The parameters of a member, from 0, that decide how much it allocates (<c>size 0</c>) or how often it loops
    /// (<c>loop 0</c>); empty for none, and for members that are not harmless.
    /// </summary>
    /// <param name="type">The type's documentation name.</param>
    /// <param name="local">The member's id without the type.</param>
    public IReadOnlyList<string> AmountsOf(string type, string local) =>
        _types.TryGetValue(type, out var section) && section.Members.TryGetValue(local, out var entry) ? entry.Amounts : [];

    /// <summary>The hash of the IL of a type when the file was made; empty when none of its members is harmless.</summary>
    public string HashOf(string type) => _types.GetValueOrDefault(type)?.Il ?? "";

    private bool TryRead(string line, ref TypeSection? type)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["module", var name, var mvid]:
                _modules.Add($"{name} {mvid}");
                return true;
            case ["type", var name, var effects, ['#', .. var count], var list, .. var il]
                when Effect(effects) is { } most && il.Length <= 1 && int.TryParse(count, CultureInfo.InvariantCulture, out var size):
                type = new TypeSection(new(StringComparer.Ordinal), most, size, list, il is [var hash] ? hash : "");
                return _types.TryAdd(name, type);
            case ["amount", var local, .. var amounts] when type is not null:
                type.Members[local] = (type.Members.GetValueOrDefault(local) ?? new Entry(null, []))
                    with
                { Amounts = [.. string.Join(' ', amounts).Split(", ")] };
                return true;
            case [var local, var effects] when type is not null && line[0] == ' ' && Effect(effects) is { } own:
                type.Members[local] = new Entry(own, []);
                return true;
            default:
                return false;
        }
    }

    private static string HashOf(IEnumerable<string> members) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', members))).AsSpan(0, 4));

    private static Effects? Effect(string text) => text == "-" ? Effects.None : EffectNames.Parse(text);

    private static string Spell(Effects effects) => effects == Effects.None ? "-" : EffectNames.Text(effects);

    private string Write()
    {
        var text = new StringBuilder()
            .Append("# Generated by `rexec-il policy infer`; do not edit. What each member of the framework can reach.\n");
        foreach (var module in _modules)
        {
            text.Append("module ").Append(module).Append('\n');
        }

        foreach (var (name, type) in _types)
        {
            text.Append("type ").Append(name).Append(' ').Append(Spell(type.Most))
                .Append(CultureInfo.InvariantCulture, $" #{type.Count} {type.List}")
                .Append(type.Il.Length > 0 ? " " + type.Il : "").Append('\n');
            foreach (var (local, entry) in type.Members)
            {
                if (entry.Effects is { } effects && effects != type.Most)
                {
                    text.Append("  ").Append(local).Append(' ').Append(Spell(effects)).Append('\n');
                }

                if (entry.Amounts.Count > 0)
                {
                    text.Append("  amount ").Append(local).Append(' ').AppendJoin(", ", entry.Amounts).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    // The effects are null for a member of which only amounts were read: the type's line speaks for the rest.
    private sealed record Entry(Effects? Effects, IReadOnlyList<string> Amounts);

    private sealed record TypeSection(SortedDictionary<string, Entry> Members, Effects Most, int Count, string List, string Il)
    {
        internal static TypeSection Of(SortedDictionary<string, Entry> members, string il) => new(
            members,
            members.Values.GroupBy(entry => entry.Effects ?? Inference.Effects.None)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
                .First().Key,
            members.Count,
            HashOf(members.Keys),
            il);
    }
}
