using System.Collections.Concurrent;

namespace RExecIL.Verifier.Policies;

/// <summary>The generated list of what the framework offers to guests, by type. Immutable, safe to share.</summary>
/// <remarks>
/// A list of exact members: nothing that the list does not spell out is offered, so a member that another version of the
/// runtime adds is denied, and a line whose member is gone never matches. Types are indexed at once, members read when a
/// type is first asked for.
/// </remarks>
internal sealed class ApiBaseline
{
    private const string TypePrefix = "type T:";

    // Frozen collections cost more to make than one verification ever looks up.
    private readonly Dictionary<string, Section> _sections;
    private readonly ConcurrentDictionary<string, BaselineType> _types = new(StringComparer.Ordinal);

    private ApiBaseline(string text, Dictionary<string, Section> sections) => (Text, _sections) = (text, sections);

    /// <summary>The list as it was read.</summary>
    internal string Text { get; }

    /// <summary>Documentation names of all types, in no order.</summary>
    internal IEnumerable<string> TypeNames => _sections.Keys;

    /// <summary>Indexes a list.</summary>
    /// <exception cref="FormatException">A type is listed twice.</exception>
    internal static ApiBaseline Read(string text)
    {
        var sections = new Dictionary<string, Section>(1_024, StringComparer.Ordinal);
        var start = text.StartsWith(TypePrefix, StringComparison.Ordinal)
            ? 0
            : text.IndexOf("\n" + TypePrefix, StringComparison.Ordinal) + 1;
        while (start < text.Length && text.AsSpan(start).StartsWith(TypePrefix, StringComparison.Ordinal))
        {
            var next = text.IndexOf("\n" + TypePrefix, start, StringComparison.Ordinal);
            var end = next < 0 ? text.Length : next;
            var lineEnd = text.IndexOf('\n', start, end - start);
            lineEnd = lineEnd < 0 ? end : lineEnd;
            var nameStart = start + TypePrefix.Length;
            var nameEnd = text.IndexOf(' ', nameStart, lineEnd - nameStart);
            nameEnd = nameEnd < 0 ? lineEnd : nameEnd;
            var name = text[nameStart..nameEnd];
            if (!sections.TryAdd(name, new Section(nameEnd, lineEnd, end)))
            {
                throw new FormatException($"The baseline lists {name} twice.");
            }

            start = end + 1;
        }

        return new ApiBaseline(text, sections);
    }

    /// <summary>What is offered of a type; null when the type is not offered.</summary>
    internal BaselineType? Find(string typeName) =>
        !_sections.TryGetValue(typeName, out var section) ? null : _types.GetOrAdd(typeName, _ => Parse(section));

    private BaselineType Parse(Section section)
    {
        var words = Text[section.WordsStart..section.WordsEnd].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var members = Text[section.WordsEnd..section.End]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new BaselineType(
            words.Contains("derive"),
            words.Contains("implement"),
            words.Contains("attribute"),
            members.ToHashSet(StringComparer.Ordinal));
    }

    private readonly record struct Section(int WordsStart, int WordsEnd, int End);
}

/// <summary>What is offered of a type.</summary>
/// <param name="CanDerive">Guest classes may extend it.</param>
/// <param name="CanImplement">Guest types may implement it.</param>
/// <param name="CanBeAttribute">Guests may attach it.</param>
/// <param name="Members">Ids of the offered members without the type: <c>M:Concat(System.Object)</c>, <c>F:Empty</c>.</param>
internal sealed record BaselineType(bool CanDerive, bool CanImplement, bool CanBeAttribute, IReadOnlySet<string> Members);
