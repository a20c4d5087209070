using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>What a <see cref="MemberPattern"/> names.</summary>
internal enum PatternKind
{
    /// <summary><c>N:</c> all types of a namespace and of those below it.</summary>
    Namespace,

    /// <summary><c>T:</c> all members of a type and of the types nested in it.</summary>
    Type,

    /// <summary><c>M:</c> one method, or without parentheses all methods of a name.</summary>
    Method,

    /// <summary><c>P:</c> the accessors of a property, all overloads.</summary>
    Property,

    /// <summary><c>E:</c> the accessors of an event.</summary>
    Event,

    /// <summary><c>F:</c> a field.</summary>
    Field,
}

/// <summary>
/// Names types or members in a policy file by documentation comment ids (ECMA-334 annex D). Immutable.
/// </summary>
/// <remarks>
/// One deviation from the ids that compilers write: a method without parameters is <c>M:Type.Method()</c>, because
/// <c>M:Type.Method</c> stands for all overloads.
/// </remarks>
/// <param name="Kind">What is named.</param>
/// <param name="Owner">The namespace, or the type's documentation name with <c>.</c> before nested names.</param>
/// <param name="Member">The member's documentation name; empty for types and namespaces.</param>
/// <param name="Arity">Generic parameters of the method; -1 for any.</param>
/// <param name="Tail">Parameters, and the result of a conversion, as the id writes them; null for all overloads.</param>
internal sealed record MemberPattern(PatternKind Kind, string Owner, string Member, int Arity, string? Tail)
{
    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern read.</param>
    /// <param name="error">What is wrong, as a sentence.</param>
    /// <param name="offset">Where in the text the fault is, from 0.</param>
    internal static bool TryParse(string text, out MemberPattern? pattern, out string error, out int offset)
    {
        (pattern, error, offset) = (null, "", 0);
        PatternKind? kind = text is [_, ':', ..] ? KindOf(text[0]) : null;
        if (kind is null)
        {
            error = "A pattern starts with N:, T:, M:, P:, E: or F: and goes on with a documentation comment id.";
            return false;
        }

        offset = 2;
        var tailStart = text.IndexOfAny(['(', '~']);
        var name = tailStart < 0 ? text[2..] : text[2..tailStart];
        var bad = name.AsSpan().IndexOfAnyExcept(NameCharacters);
        if (bad >= 0)
        {
            offset += bad;
            error = $"The character '{name[bad]}' cannot stand in a name.";
            return false;
        }

        if (name.Split('.').Any(part => part.Length == 0))
        {
            error = "A part of the name is empty.";
            return false;
        }

        if (tailStart >= 0 && (kind != PatternKind.Method || !IsBalanced(text.AsSpan(tailStart))))
        {
            offset = tailStart;
            error = kind == PatternKind.Method
                ? "The parameter list is not complete."
                : "Only methods have a parameter list; a property pattern stands for all its overloads.";
            return false;
        }

        if (kind is PatternKind.Namespace or PatternKind.Type)
        {
            pattern = new MemberPattern(kind.Value, name, "", -1, null);
            return true;
        }

        var dot = name.LastIndexOf('.');
        if (dot < 0)
        {
            error = "The name of a member needs its type before it.";
            return false;
        }

        var id = MemberId.Split(name[..dot], text[(2 + dot + 1)..]);
        pattern = new MemberPattern(
            kind.Value, id.Owner, id.Name, name.Contains("``", StringComparison.Ordinal) ? id.Arity : -1, tailStart < 0 ? null : id.Tail);
        return true;
    }

    /// <summary>Whether the pattern names the type, or names members of it.</summary>
    internal bool Concerns(string typeName) => Kind switch
    {
        PatternKind.Namespace => typeName.StartsWith(Owner + ".", StringComparison.Ordinal),
        PatternKind.Type => typeName == Owner || typeName.StartsWith(Owner + ".", StringComparison.Ordinal),
        _ => typeName == Owner,
    };

    /// <summary>Whether the pattern names the type as a whole.</summary>
    internal bool MatchesType(string typeName) =>
        Kind is PatternKind.Namespace or PatternKind.Type && Concerns(typeName);

    /// <summary>Whether the pattern names the method.</summary>
    internal bool Matches(MemberId id, TypeModel type, MethodModel method) => Kind switch
    {
        PatternKind.Namespace or PatternKind.Type => Concerns(id.Owner),
        PatternKind.Method =>
            id.Owner == Owner && id.Name == Member && (Arity < 0 || Arity == id.Arity) && (Tail is null || Tail == id.Tail),
        PatternKind.Property => id.Owner == Owner && IsAccessor(type, method, isEvent: false, "get_", "set_"),
        PatternKind.Event => id.Owner == Owner && IsAccessor(type, method, isEvent: true, "add_", "remove_"),
        _ => false,
    };

    /// <summary>Whether the pattern names the field.</summary>
    internal bool Matches(string typeName, FieldModel field) =>
        MatchesType(typeName) || (Kind == PatternKind.Field && typeName == Owner && field.Name == Member);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        PatternKind.Namespace => "N:" + Owner,
        PatternKind.Type => "T:" + Owner,
        _ => $"{Kind.ToString()[0]}:{Owner}.{Member}{(Arity > 0 ? "``" + Arity : "")}{Tail}",
    };

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.`#@{}");

    private static PatternKind? KindOf(char letter) => letter switch
    {
        'N' => PatternKind.Namespace,
        'T' => PatternKind.Type,
        'M' => PatternKind.Method,
        'P' => PatternKind.Property,
        'E' => PatternKind.Event,
        'F' => PatternKind.Field,
        _ => null,
    };

    private static bool IsBalanced(ReadOnlySpan<char> tail)
    {
        var close = tail.LastIndexOf(')');
        return tail[0] == '('
            && close > 0
            && tail.Count('(') == tail.Count(')')
            && (close == tail.Length - 1 || (tail[close + 1] == '~' && close + 2 < tail.Length))
            && !tail.ContainsAny(" \t*\"");
    }

    private bool IsAccessor(TypeModel type, MethodModel method, bool isEvent, string first, string second)
    {
        // By table and by naming convention: a pattern must not miss an accessor that only one of them shows.
        foreach (var owner in type.AccessorOwners)
        {
            if (owner.IsEvent == isEvent && owner.Name == Member && owner.Accessors.Items.Contains(method.Token))
            {
                return true;
            }
        }

        return method.Name == first + Member || method.Name == second + Member;
    }
}

/// <summary>The parts of the documentation comment id of a method. Immutable.</summary>
/// <param name="Owner">The type's documentation name.</param>
/// <param name="Name">The method's documentation name: <c>#ctor</c>, <c>Concat</c>.</param>
/// <param name="Arity">Number of generic parameters of the method.</param>
/// <param name="Tail">Parameters in parentheses, always there, and the result of a conversion behind <c>~</c>.</param>
internal readonly record struct MemberId(string Owner, string Name, int Arity, string Tail)
{
    /// <summary>The id without the type, as API lists write it.</summary>
    internal string Local => Arity == 0 ? Name + Tail : $"{Name}``{Arity}{Tail}";

    /// <summary>The id of a method of a type.</summary>
    internal static MemberId Of(TypeModel type, MethodModel method)
    {
        var owner = OwnerName(type.Identity);
        return Split(owner, DocumentationId.Of(method)[(2 + owner.Length + 1)..]);
    }

    /// <summary>The documentation name of a type, without <c>T:</c>.</summary>
    internal static string OwnerName(TypeIdentity type) => DocumentationId.Of(type)[2..];

    /// <summary>Takes the part of an id behind the type apart.</summary>
    internal static MemberId Split(string owner, string local)
    {
        var tailStart = local.AsSpan().IndexOfAny('(', '~');
        var head = tailStart < 0 ? local : local[..tailStart];
        var tail = tailStart < 0 ? "()" : local[tailStart] == '~' ? "()" + local[tailStart..] : local[tailStart..];
        var tick = head.IndexOf("``", StringComparison.Ordinal);
        return tick >= 0 && int.TryParse(head.AsSpan(tick + 2), out var arity)
            ? new MemberId(owner, head[..tick], arity, tail)
            : new MemberId(owner, head, 0, tail);
    }
}
