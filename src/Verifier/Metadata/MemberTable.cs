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

    private readonly ConcurrentDictionary<TypeModel, ByName<MethodModel>> _methods = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<TypeModel, ByName<FieldModel>> _fields = new(ReferenceEqualityComparer.Instance);

    /// <summary>The methods of a type among which are all that have the name.</summary>
    internal ReadOnlySpan<MethodModel> MethodsOf(TypeModel type, string name) => type.Methods.Count <= FewMembers
        ? type.Methods.Span
        : _methods.GetOrAdd(type, static owner => new(owner.Methods, method => method.Name)).Find(name);

    /// <summary>The fields of a type among which are all that have the name.</summary>
    internal ReadOnlySpan<FieldModel> FieldsOf(TypeModel type, string name) => type.Fields.Count <= FewMembers
        ? type.Fields.Span
        : _fields.GetOrAdd(type, static owner => new(owner.Fields, field => field.Name)).Find(name);

    /// <summary>Members side by side with those of the same name, in their own order.</summary>
    private sealed class ByName<T>
    {
        private readonly T[] _members;
        private readonly Dictionary<string, (int Start, int Count)> _places;

        internal ByName(EquatableArray<T> members, Func<T, string> nameOf)
        {
            (_members, _places) = (new T[members.Count], new(members.Count, StringComparer.Ordinal));
            foreach (var member in members)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_places, nameOf(member), out _).Count++;
            }

            var next = 0;
            foreach (var member in members)
            {
                ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_places, nameOf(member));
                if (place.Start == 0)
                {
                    // The first of its name: room for all of them. Until it is full, the start is where the next one goes.
                    place.Start = next + 1;
                    next += place.Count;
                }

                _members[place.Start++ - 1] = member;
            }
        }

        internal ReadOnlySpan<T> Find(string name) => _places.TryGetValue(name, out var place)
            ? _members.AsSpan(place.Start - 1 - place.Count, place.Count)
            : [];
    }
}
