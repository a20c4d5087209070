using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;

namespace RExecIL.Verifier.Metadata;

/// <summary>Everything that names in a guest can lead to: the guest assemblies that go together, and the catalog.</summary>
/// <remarks>Answers as the runtime would: a member is looked up on the named type, then on its base types.</remarks>
internal sealed class AssemblyClosure
{
    /// <summary>Chains of base types inside one image are bounded by the screening; this bounds them across images.</summary>
    private const int MaxBaseTypes = 256;

    private const string InternalsVisibleTo = "System.Runtime.CompilerServices.InternalsVisibleToAttribute";

    private readonly FrozenDictionary<string, GuestModule> _guests;
    private readonly Lazy<ILookup<string, int>> _delegateTargets;
    private readonly Lazy<FrozenDictionary<string, FrozenSet<string>>> _friends;
    private readonly MemberTable _members = new();

    private readonly ConcurrentDictionary<TypeIdentity, TypeModel?> _foundTypes = new();

    internal AssemblyClosure(ReferenceCatalog catalog, IEnumerable<GuestModule> guests)
    {
        Catalog = catalog;
        _guests = guests.ToFrozenDictionary(guest => guest.Name, StringComparer.OrdinalIgnoreCase);
        _delegateTargets = new Lazy<ILookup<string, int>>(FindDelegateTargets);
        _friends = new Lazy<FrozenDictionary<string, FrozenSet<string>>>(FindFriends);
    }

    internal ReferenceCatalog Catalog { get; }

    /// <summary>Whether the type's assembly is one of the guests.</summary>
    internal bool IsGuest(TypeIdentity type) => _guests.ContainsKey(type.Assembly);

    /// <summary>Whether the assembly of that simple name is a guest or in the catalog.</summary>
    internal bool Contains(string assembly) => _guests.ContainsKey(assembly) || Catalog.KindOf(assembly) is not null;

    /// <summary>Whether one guest assembly opens its internals to another.</summary>
    /// <remarks>
    /// By simple name, whatever public key the attribute asks for: where that differs the runtime refuses the access, and
    /// both assemblies are guests.
    /// </remarks>
    internal bool IsFriend(string owner, string user) =>
        _friends.Value.TryGetValue(owner, out var friends) && friends.Contains(user);

    /// <summary>The tokens of the methods of one guest whose address any of the guests loads.</summary>
    internal IReadOnlySet<int> DelegateTargetsIn(string guest) => _delegateTargets.Value[guest].ToHashSet();

    /// <summary>The definition of a type, wherever it is; null when there is none.</summary>
    internal TypeModel? Find(TypeIdentity type) =>
        _foundTypes.TryGetValue(type, out var known) ? known : _foundTypes.GetOrAdd(type, LookUp);

    /// <summary>The type definition that a signature names; arrays lead to <c>System.Array</c>.</summary>
    internal TypeModel? Find(TypeSignature type) => type switch
    {
        ModifiedSignature modified => Find(modified.Element),
        VectorSignature or ArraySignature => Catalog.Find(new TypeIdentity(FrameworkNames.CoreLibrary, "System", "Array")),
        { Definition: { } identity } => Find(identity),
        _ => null,
    };

    /// <summary>The method that a reference means; null when the runtime would find none, or could take either of two.</summary>
    /// <remarks>Looks each time; <see cref="ModuleMembers"/> remembers.</remarks>
    internal ResolvedMethod? Find(MethodReference reference)
    {
        foreach (var (type, instance) in Lineage(Open(reference.DeclaringType)))
        {
            ResolvedMethod? found = null;
            foreach (var method in MembersOf(type).MethodsOf(type, reference.Name))
            {
                if (method.Name == reference.Name
                    && method.Signature.Substitute(instance.TypeArguments, []) == reference.Signature)
                {
                    if (found is not null)
                    {
                        return null;
                    }

                    found = new ResolvedMethod(type, method);
                }
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The field that a reference means; null when the runtime would find none.</summary>
    /// <remarks>As for methods.</remarks>
    internal ResolvedField? Find(FieldReference reference)
    {
        foreach (var (type, instance) in Lineage(Open(reference.DeclaringType)))
        {
            foreach (var field in MembersOf(type).FieldsOf(type, reference.Name))
            {
                if (field.Name == reference.Name
                    && field.FieldType.Substitute(instance.TypeArguments, []) == reference.FieldType)
                {
                    return new ResolvedField(type, field);
                }
            }
        }

        return null;
    }

    private TypeModel? LookUp(TypeIdentity type) =>
        _guests.TryGetValue(type.Assembly, out var guest)
            ? guest.TypesByName.GetValueOrDefault(type.FullName)
            : Catalog.Find(type);

    /// <summary>The catalog outlives the guests and keeps the table of its own types.</summary>
    private MemberTable MembersOf(TypeModel type) => IsGuest(type.Identity) ? _members : Catalog.Members;

    /// <summary>A type and its base types, each with the arguments it has there; walking them allocates no iterator.</summary>
    internal LineageWalk Lineage(TypeSignature start) => new(this, start);

    private ILookup<string, int> FindDelegateTargets() => _guests.Values
        .SelectMany(guest => guest.Types.Items)
        .SelectMany(type => type.Methods.Items)
        .Where(method => method.Body is not null)
        .SelectMany(method => method.Body!.Instructions.Items)
        .Where(instruction => instruction.OpCode is ILOpCode.Ldftn or ILOpCode.Ldvirtftn)
        .Select(instruction => instruction.Operand as MethodReference)
        .OfType<MethodReference>()
        .Distinct()
        .Select(Find)
        .OfType<ResolvedMethod>()
        .Where(found => IsGuest(found.Type.Identity))
        .ToLookup(found => found.Type.Identity.Assembly, found => found.Method.Token, StringComparer.OrdinalIgnoreCase);

    private FrozenDictionary<string, FrozenSet<string>> FindFriends() => _guests.ToFrozenDictionary(
        guest => guest.Key,
        guest => guest.Value.Contents.CustomAttributes.Items
            .Where(attached => attached.Attribute.Type?.FullName == InternalsVisibleTo)
            .Select(attached => FirstString(attached.Attribute.Value).Split(',')[0].Trim())
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The string that an attribute's blob begins with, when it does with one (ECMA-335 II.23.3); else empty.</summary>
    private static string FirstString(EquatableArray<byte> blob)
    {
        // Behind the prolog; a name with a public key is longer than one byte of length can say (II.23.2).
        var bytes = blob.Items.AsSpan() is { Length: > 2 } span ? span[2..] : [];
        var (length, start) = bytes switch
        {
            [< 0x80 and var only, ..] => (only, 1),
            [< 0xC0 and var high, var low, ..] => (((high & 0x3F) << 8) | low, 2),
            _ => (0, 0),
        };
        return bytes.Length >= start + length ? System.Text.Encoding.UTF8.GetString(bytes.Slice(start, length)) : "";
    }

    /// <summary>
    /// The type without its arguments: a member reference speaks of the parameters of its declaring type, so looking it up
    /// with arguments filled in could mistake <c>M(int)</c> for <c>M(!0)</c>.
    /// </summary>
    private static TypeSignature Open(TypeSignature type) => type is GenericSignature generic ? generic.Generic : type;

    /// <summary>Whether a type is, or derives from, another, whatever their arguments.</summary>
    internal bool DerivesFrom(TypeIdentity type, TypeIdentity ancestor) =>
        type == ancestor || Descends(type, ancestor);

    private bool Descends(TypeIdentity type, TypeIdentity ancestor)
    {
        foreach (var (step, _) in Lineage(NamedSignature.Of(type)))
        {
            if (step.Identity == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether code of another assembly, in types derived from the owner or not, may use the member.</summary>
    internal static bool IsAccessible(MethodAttributes attributes, bool fromDerivedType) =>
        (attributes & MethodAttributes.MemberAccessMask) switch
        {
            MethodAttributes.Public => true,
            MethodAttributes.Family or MethodAttributes.FamORAssem => fromDerivedType,
            _ => false,
        };

    /// <summary>As for methods.</summary>
    internal static bool IsAccessible(FieldAttributes attributes, bool fromDerivedType) =>
        (attributes & FieldAttributes.FieldAccessMask) switch
        {
            FieldAttributes.Public => true,
            FieldAttributes.Family or FieldAttributes.FamORAssem => fromDerivedType,
            _ => false,
        };

    /// <summary>A type and its base types, nearest first.</summary>
    internal struct LineageWalk(AssemblyClosure closure, TypeSignature start)
    {
        private int _depth;

        public (TypeModel Type, TypeSignature Instance) Current { get; private set; }

        public readonly LineageWalk GetEnumerator() => this;

        public bool MoveNext()
        {
            var (type, instance) = Current;
            var next = _depth == 0 ? start : type.BaseType?.Substitute(instance.TypeArguments, []);
            if (next is null || _depth++ == MaxBaseTypes || closure.Find(next) is not { } found)
            {
                return false;
            }

            Current = (found, next);
            return true;
        }
    }
}

/// <summary>A method and the type that defines it.</summary>
/// <param name="Type">The defining type.</param>
/// <param name="Method">The method.</param>
internal sealed record ResolvedMethod(TypeModel Type, MethodModel Method);

/// <summary>A field and the type that defines it.</summary>
/// <param name="Type">The defining type.</param>
/// <param name="Field">The field.</param>
internal sealed record ResolvedField(TypeModel Type, FieldModel Field);
