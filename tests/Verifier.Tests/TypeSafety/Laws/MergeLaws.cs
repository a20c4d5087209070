using System.Collections.Immutable;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety.Laws;

/// <summary>A merge is what both ways have in common: an upper bound, whichever comes first, that repeated merging cannot move for ever.</summary>
[TestClass]
public sealed class MergeLaws
{
    private const int Seed = 335;

    private static readonly Universe Universe = Universe.Instance;
    private static readonly ImmutableArray<VerificationType> Values = AllValues();
    private static readonly ImmutableArray<InternedType> Places = Universe.All;

    [TestMethod]
    public void It_is_idempotent()
    {
        foreach (var value in Values)
        {
            Assert.AreEqual(value, Merge(value, value));
        }
    }

    [TestMethod]
    public void It_is_commutative_and_never_moves_down()
    {
        var broken = new List<string>();
        var merged = 0;
        foreach (var (left, right) in Pairs())
        {
            var (one, other) = (Merge(left, right), Merge(right, left));
            if (!one.Equals(other))
            {
                broken.Add($"{Show(left)} | {Show(right)} = {Show(one)}, the other way {Show(other)}");
            }

            if (one.Kind != StackKind.Invalid)
            {
                merged++;
                if (!Merge(one, left).Equals(one) || !Merge(right, one).Equals(one))
                {
                    broken.Add($"{Show(left)} | {Show(right)} = {Show(one)}, which moves when it is merged with either");
                }
            }
        }

        Assert.AreEqual("", Text(broken));
        Assert.IsGreaterThan(Values.Length * 10, merged);
    }

    /// <summary>Whatever may be done with the merged value may be done with both.</summary>
    [TestMethod]
    public void It_is_an_upper_bound()
    {
        var fits = Values.ToDictionary(value => value, Fits);
        var broken = new List<string>();
        foreach (var (left, right) in Pairs())
        {
            var merged = Merge(left, right);
            if (merged.Kind == StackKind.Invalid)
            {
                continue;
            }

            if (!fits.TryGetValue(merged, out var places))
            {
                places = Fits(merged);
                fits.Add(merged, places);
            }

            foreach (var value in new[] { left, right })
            {
                var isAbove = merged.Kind == value.Kind
                    && merged.Lifetime <= value.Lifetime && merged.Contents <= value.Contents
                    && (merged.IsReadOnly || !value.IsReadOnly)
                    && (!merged.IsThis || value.IsThis)
                    && merged.IsUninitialized == value.IsUninitialized
                    && (merged.Slot == VerificationType.NoSlot || merged.Slot == value.Slot)
                    && (!merged.IsNull || value.IsNull);
                if (!isAbove || !fits[value].HasAllOf(places))
                {
                    broken.Add($"{Show(left)} | {Show(right)} = {Show(merged)} is not above {Show(value)}");
                }
            }
        }

        Assert.AreEqual("", Text(broken));
    }

    /// <summary>
    /// Merging is not associative where interfaces leave a choice. What a fixpoint needs holds all the same: whatever comes
    /// in, the value at a join changes a few times only, and ends above all that came.
    /// </summary>
    [TestMethod]
    public void A_join_comes_to_rest_above_all_that_came()
    {
        var random = new Random(Seed);
        var groups = Values.GroupBy(value => value.Kind).Where(group => group.Count() > 2).Select(group => group.ToArray()).ToArray();
        var longest = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var group = groups[random.Next(groups.Length)];
            var value = group[random.Next(group.Length)];
            var came = new List<VerificationType> { value };
            var changes = 0;
            for (var step = 0; step < 40; step++)
            {
                var next = group[random.Next(group.Length)];
                var merged = Merge(value, next);
                if (merged.Kind == StackKind.Invalid)
                {
                    continue;
                }

                came.Add(next);
                changes += merged.Equals(value) ? 0 : 1;
                value = merged;
            }

            longest = Math.Max(longest, changes);
            foreach (var one in came)
            {
                foreach (var place in Places)
                {
                    Assert.IsTrue(
                        !Assignability.IsAssignable(value, place, Universe.System) || Assignability.IsAssignable(one, place, Universe.System),
                        $"{Show(value)} fits {place}, {Show(one)} does not");
                }
            }
        }

        // Up the classes, then to an interface, then to object; besides, flags and lifetimes that only go down.
        Assert.IsInRange(2, 12, longest);
    }

    /// <summary>Among values that differ in permissions, lifetimes and slots, and among classes, the order of merging does not matter.</summary>
    [TestMethod]
    public void It_is_associative_without_interfaces()
    {
        var random = new Random(Seed);
        var plain = Values.Where(value => value.Kind != StackKind.Object || value.IsNull || HasNoChoice(value.Type!)).ToArray();
        var broken = new List<string>();
        var merged = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var (a, b, c) = (plain[random.Next(plain.Length)], plain[random.Next(plain.Length)], plain[random.Next(plain.Length)]);
            if (a.Kind != b.Kind || b.Kind != c.Kind)
            {
                continue;
            }

            var (left, right) = (Merge(Merge(a, b), c), Merge(a, Merge(b, c)));
            merged += left.Kind == StackKind.Invalid ? 0 : 1;

            // Which of two slots a reference to a ref struct leads to decides whether it may be written through.
            if (!(left.Type is { IsByRefLike: true } && left.Kind == StackKind.Reference ? left.With(Traits.None).Equals(right.With(Traits.None)) : left.Equals(right)))
            {
                broken.Add($"{Show(a)} | {Show(b)} | {Show(c)}: {Show(left)} or {Show(right)}");
            }
        }

        Assert.AreEqual("", Text(broken));
        Assert.IsGreaterThan(1_000, merged);
    }

    [TestMethod]
    public void Frames_merge_as_their_values_do()
    {
        var random = new Random(Seed);
        var groups = Values.GroupBy(value => value.Kind).Select(group => group.ToArray()).ToArray();
        var slots = Values.Where(value => value.Kind == StackKind.Value || value.Kind == StackKind.Reference)
            .Select(value => value.WithoutSlot())
            .GroupBy(value => (value.Kind, value.Type)).Select(group => group.ToArray()).ToArray();
        var merges = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var (first, second, third) = (groups[random.Next(groups.Length)], groups[random.Next(groups.Length)], slots[random.Next(slots.Length)]);
            var (left, right) = (Make(), Make());
            var (one, other) = (left.Merge(right, Universe.System, out var fault), right.Merge(left, Universe.System, out var otherFault));
            Assert.AreEqual(one is null, other is null);
            Assert.AreEqual(fault, otherFault);
            Assert.AreSame(left, left.Merge(left, Universe.System, out _));
            if (one is null || other is null)
            {
                continue;
            }

            merges++;
            CollectionAssert.AreEqual(one.Stack, other.Stack);
            CollectionAssert.AreEqual(one.Slots, other.Slots);
            Assert.AreEqual(one.Construction, other.Construction);
            Assert.AreEqual(left.Construction == right.Construction ? left.Construction : Construction.Unknown, one.Construction);
            Assert.AreSame(one, one.Merge(left, Universe.System, out _), "a frame that has taken in another does not change with it");
            Assert.AreSame(one, one.Merge(right, Universe.System, out _));
            for (var index = 0; index < one.Stack.Length; index++)
            {
                Assert.AreEqual(Merge(left.Stack[index], right.Stack[index]), one.Stack[index]);
            }

            Frame Make() => new(
                [first[random.Next(first.Length)], second[random.Next(second.Length)]], [third[random.Next(third.Length)]], (Construction)random.Next(3));
        }

        Assert.IsGreaterThan(1_000, merges);
    }

    private static VerificationType Merge(in VerificationType left, in VerificationType right) => Assignability.Merge(left, right, Universe.System);

    private static IEnumerable<(VerificationType Left, VerificationType Right)> Pairs() =>
        from left in Values from right in Values select (left, right);

    /// <summary>Where a value may be stored.</summary>
    private static PlaceSet Fits(VerificationType value) => new([.. Places.Select(place => Assignability.IsAssignable(value, place, Universe.System))]);

    /// <summary>Whether the types above a type are classes in a row.</summary>
    private static bool HasNoChoice(InternedType type) =>
        type.Shape == TypeShape.Class && type.Arguments.IsEmpty && Universe.System.InterfacesOf(type).IsEmpty;

    private static ImmutableArray<VerificationType> AllValues()
    {
        var values = new List<VerificationType>
        {
            VerificationType.Int32, VerificationType.Int64, VerificationType.NativeInt, VerificationType.Float, VerificationType.Null,
        };
        var self = Universe.Closed.First(type => type.ToString().EndsWith("Left", StringComparison.Ordinal));
        values.AddRange([VerificationType.Object(self, Traits.This), VerificationType.Object(self, Traits.This | Traits.Uninitialized)]);
        values.AddRange(Universe.Closed.Select(type => VerificationType.Object(type)));
        foreach (var type in Universe.Values.Concat(Universe.Open))
        {
            switch (type.Shape)
            {
                case TypeShape.Reference:
                    values.AddRange(References(type.Element!));
                    break;
                case TypeShape.Class or TypeShape.Interface or TypeShape.Vector or TypeShape.Array:
                    values.Add(VerificationType.Object(type));
                    break;
                default:
                    if (type.IsByRefLike)
                    {
                        values.AddRange(Enum.GetValues<Lifetime>().Select(lifetime => VerificationType.Of(type, lifetime)));
                    }
                    else
                    {
                        values.AddRange([VerificationType.Of(type), VerificationType.Object(type)]); // The value, and the box.
                    }

                    break;
            }
        }

        return [.. values.Distinct()];
    }

    private static IEnumerable<VerificationType> References(InternedType element) =>
        from traits in new[] { Traits.None, Traits.ReadOnly, Traits.This, Traits.This | Traits.ReadOnly }
        from lifetime in Enum.GetValues<Lifetime>()
        from contents in element.IsByRefLike ? Enum.GetValues<Lifetime>() : [Lifetime.Caller]
        from slot in new short[] { VerificationType.NoSlot, 1, 2 }
        where slot == VerificationType.NoSlot || (lifetime == Lifetime.Local && (traits & Traits.This) == 0)
        select VerificationType.Reference(element, traits, lifetime, contents, slot);

    private static string Show(in VerificationType value) => value.Kind is StackKind.Reference or StackKind.Value
        ? $"{value} ({value.Traits}, {value.Lifetime}, {value.Contents}, {value.Slot})"
        : value.ToString();

    private static string Text(List<string> lines) => string.Join('\n', lines.Take(40)) + (lines.Count > 40 ? $"\n… {lines.Count}" : "");

    /// <summary>Places by number.</summary>
    private sealed class PlaceSet(ImmutableArray<bool> fits)
    {
        private readonly ImmutableArray<bool> _fits = fits;

        /// <summary>Whether all places of another are among these.</summary>
        internal bool HasAllOf(PlaceSet other)
        {
            for (var index = 0; index < _fits.Length; index++)
            {
                if (other._fits[index] && !_fits[index])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
