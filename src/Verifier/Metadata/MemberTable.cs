using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace RExecIL.Verifier.Metadata;

/// <summary>The methods and fields of types by name, listed when a type is first asked about. Safe to share between threads.</summary>
/// <remarks>
/// A type may have sixty thousand methods and each may be called, so a search from the first to the last for every
/// reference would let a small image take hours.
/// </remarks>
internal sealed class MemberTable
{
    /// <summary>Up to so many members, looking at all of them is as fast.</summary>
    private const int FewMembers = 8;

    private readonly ConcurrentDictionary<TypeModel, Dictionary<string, MethodModel[]>> _methods = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<TypeModel, Dictionary<string, FieldModel[]>> _fields = new(ReferenceEqualityComparer.Instance);

    /// <summary>The methods of a type among which are all that have the name.</summary>
    internal ReadOnlySpan<MethodModel> MethodsOf(TypeModel type, string name) => type.Methods.Count <= FewMembers
        ? type.Methods.Items.AsSpan()
        : _methods.GetOrAdd(type, static owner => ByName(owner.Methods, method => method.Name)).GetValueOrDefault(name);

    /// <summary>The fields of a type among which are all that have the name.</summary>
    internal ReadOnlySpan<FieldModel> FieldsOf(TypeModel type, string name) => type.Fields.Count <= FewMembers
        ? type.Fields.Items.AsSpan()
        : _fields.GetOrAdd(type, static owner => ByName(owner.Fields, field => field.Name)).GetValueOrDefault(name);

    private static Dictionary<string, T[]> ByName<T>(EquatableArray<T> members, Func<T, string> nameOf)
    {
        var lists = new Dictionary<string, List<T>>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(lists, nameOf(member), out _) ??= new List<T>(1)).Add(member);
        }

        return lists.ToDictionary(list => list.Key, list => list.Value.ToArray(), StringComparer.Ordinal);
    }
}
