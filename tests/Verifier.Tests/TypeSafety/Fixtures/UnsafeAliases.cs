// More of what the compiler only warns of in an unsafe context: references to ref structs, and stores through them.
#pragma warning disable
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

public ref struct Box
{
    public Span<int> Span;
    public ref int Value;
    public Inner Inner;

    public Box(Span<int> span) => Span = span;

    public Box(ref int value) => Value = ref value;

    public Span<int> this[Span<int> index]
    {
        readonly get => index;
        set => Span = value;
    }

    public Span<int> Property
    {
        readonly get => Span;
        set => Span = value;
    }

    public void operator +=(Span<int> span) => Span = span;

    [UnscopedRef]
    public ref Span<int> Reference => ref Span;

    public readonly Box Copy() => this;

    public void Dispose() => Span = default;

    public readonly Enumerator GetEnumerator() => new(Span);

    public ref struct Enumerator(Span<int> rest)
    {
        private Span<int> _rest = rest;

        public Span<int> Current { get; private set; }

        public bool MoveNext()
        {
            Current = _rest;
            _rest = _rest[1..];
            return _rest.Length > 0;
        }
    }
}

public ref struct Inner
{
    public ReadOnlySpan<int> Numbers;
    public Span<int> Span;
}

public unsafe ref struct Captured(ref int number)
{
    private ref int _number = ref number;

    public readonly ref int Number => ref _number;
}

public unsafe ref struct OfParameter_RX3016
{
    private ref int _number;

    public OfParameter_RX3016([UnscopedRef] ref int number) => _number = ref number;

    public OfParameter_RX3016(int number)
        : this(ref number)
    {
    }
}

public unsafe ref struct OfParams_RX3016
{
    private ReadOnlySpan<int> _values;

    public OfParams_RX3016(params ReadOnlySpan<int> values) => _values = values;
}

[InterpolatedStringHandler]
public ref struct Handler
{
    private readonly Span<int> _span;

    public Handler(int literalLength, int formattedCount, Span<int> span) => _span = span;

    public readonly void AppendLiteral(string text)
    {
    }

    public readonly void AppendFormatted(int number)
    {
    }

    public readonly Span<int> Span => _span;
}

public interface ICombines<TSelf>
    where TSelf : ICombines<TSelf>, allows ref struct
{
    static abstract TSelf Combine(TSelf left, Span<int> right);

    void Keep(Span<int> span);
}

public ref struct Combined : ICombines<Combined>
{
    public Span<int> Span;

    public static Combined Combine(Combined left, Span<int> right) => new() { Span = right };

    public void Keep(Span<int> span) => Span = span;
}

public delegate void Store(ref Span<int> target, Span<int> value);

public delegate void StoreOut(out Span<int> target, Span<int> value);

public delegate Span<int> Pass(Span<int> value);

public static class Helpers
{
    public static ref Span<int> Choose(ref Span<int> left, ref Span<int> right) => ref left.Length > 0 ? ref left : ref right;

    public static ref Box Same(ref Box box) => ref box;

    public static void Put(this ref Box box, Span<int> value) => box.Span = value;

    public static bool TryPut(ref Span<int> target, Span<int> value)
    {
        target = value;
        return true;
    }

    public static void Copy(scoped in Span<int> from, out Span<int> to) => to = from;

    public static Box Make(Span<int> span) => new(span);

    public static Span<int> Format(Span<int> span, [InterpolatedStringHandlerArgument("span")] Handler handler) => handler.Span;
}

public static class Extensions
{
    extension(ref Box box)
    {
        public Span<int> Extended
        {
            get => box.Span;
            set => box.Span = value;
        }
    }
}

public static unsafe class Aliases
{
    public static void ThroughChosen_RX3016(ref Span<int> given, int[] values)
    {
        Span<int> local = stackalloc int[2];
        Span<int> other = values;
        Helpers.Choose(ref given, ref other) = local;
    }

    public static Span<int> ThroughChosenLocal_RX3016(Span<int> given, int[] values)
    {
        Span<int> local = stackalloc int[2];
        Span<int> other = values;
        Helpers.Choose(ref given, ref other) = local;
        return given;
    }

    public static Span<int> OfChosen(Span<int> given, int[] values)
    {
        Span<int> other = values;
        return Helpers.Choose(ref given, ref other);
    }

    public static ref Span<int> ReferenceToChosenGiven(ref Span<int> left, ref Span<int> right) => ref Helpers.Choose(ref left, ref right);

    public static ref Span<int> AtIndex(ref Span<int> given, in int index) => ref given;

    public static ref Span<int> ReferenceAtIndex(ref Span<int> given, int index) => ref AtIndex(ref given, in index);

    public static ref Span<int> ReferenceAtIndexOfLocal_RX3016(Span<int> given, int index) => ref AtIndex(ref given, in index);

    public static ref Span<int> ScopedChosen_RX3016(scoped ref Span<int> given, ref Span<int> other) => ref Helpers.Choose(ref given, ref other);

    public static Span<int> LoweredAfterwards_RX3016(Span<int> given, int[] values)
    {
        Span<int> local = stackalloc int[2];
        Span<int> other = values;
        ref var chosen = ref Helpers.Choose(ref given, ref other);
        other = local;
        return chosen;
    }

    public static Span<int> LoweredInLoop_RX3016(Span<int> given, Span<int> other)
    {
        Span<int> local = stackalloc int[2];
        while (other.Length > 3)
        {
            ref var chosen = ref Helpers.Choose(ref given, ref other);
            if (chosen.Length > 5)
            {
                return chosen;
            }

            given = local;
        }

        return default;
    }

    public static Span<int> LoweredByOther_RX3016(Span<int> given, Span<int> other)
    {
        Span<int> local = stackalloc int[2];
        ref var chosen = ref Helpers.Choose(ref given, ref other);
        ref var again = ref Helpers.Choose(ref chosen, ref local);
        again = local;
        return given;
    }

    public static ref Span<int> ReferenceToChosen_RX3016(ref Span<int> given)
    {
        Span<int> other = default;
        return ref Helpers.Choose(ref given, ref other);
    }

    public static Span<int> Alternating_RX3016(Span<int> left, Span<int> right, int times)
    {
        Span<int> local = stackalloc int[2];
        ref var target = ref left;
        while (times-- > 0)
        {
            target = local;
            target = ref right;
        }

        return left;
    }

    public static Span<int> AliasOfField_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        ref var field = ref box.Span;
        field = local;
        return box.Span;
    }

    public static void AliasOfGivenField_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        ref var field = ref box.Span;
        field = local;
    }

    public static void NestedField_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Inner.Span = local;
    }

    public static ReadOnlySpan<int> NestedOfLocal_RX3016(Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var box = new Box(given);
        box.Inner.Numbers = local;
        return box.Copy().Inner.Numbers;
    }

    public static void ThroughSame_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        Helpers.Same(ref Helpers.Same(ref box)).Span = local;
    }

    public static Box ThroughSameLocal_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        Helpers.Same(ref box).Inner.Span = local;
        return box;
    }

    public static void ThroughReference_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Reference = local;
    }

    public static Span<int> ThroughReferenceLocal_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Reference = local;
        return box.Property;
    }

    public static ref Span<int> FieldOfValue_RX3016(Box box) => ref box.Span;

    public static ref Span<int> FieldOfReference(ref Box box) => ref box.Span;

    public static Span<int> ConditionalStore_RX3016(bool first, ref Span<int> given, Span<int> other)
    {
        Span<int> local = stackalloc int[2];
        (first ? ref given : ref other) = local;
        return default;
    }
}

public static unsafe class Members
{
    public static void Property_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Property = local;
    }

    public static Span<int> PropertyOfLocal_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Property = local;
        return box.Property;
    }

    public static void Indexer_RX3016(ref Box box, Span<int> index)
    {
        Span<int> local = stackalloc int[2];
        box[index] = local;
    }

    public static Span<int> IndexerRead_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        return box[local];
    }

    public static void Compound_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        box += local;
    }

    public static Box CompoundLocal_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        box += local;
        return box;
    }

    public static void Extension_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Put(local);
    }

    public static Box ExtensionLocal_RX3016(Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Put(local);
        return box;
    }

    public static void ExtensionProperty_RX3016(ref Box box)
    {
        Span<int> local = stackalloc int[2];
        box.Extended = local;
    }

    public static Box Initializer_RX3016()
    {
        Span<int> local = stackalloc int[2];
        return new Box { Span = local };
    }

    public static Box NestedInitializer_RX3016()
    {
        Span<int> local = stackalloc int[2];
        return new Box { Inner = { Span = local } };
    }

    public static Span<int> OfTemporary_RX3016()
    {
        Span<int> local = stackalloc int[2];
        return Helpers.Make(local).Copy().Span;
    }

    public static Span<int> ForEach_RX3016()
    {
        Span<int> local = stackalloc int[4];
        foreach (var rest in new Box(local))
        {
            return rest;
        }

        return default;
    }

    public static Span<int> ForEach(Span<int> given)
    {
        foreach (var rest in new Box(given))
        {
            return rest;
        }

        return default;
    }

    public static Span<int> Using_RX3016()
    {
        Span<int> local = stackalloc int[4];
        using var box = new Box(local);
        return box.Span;
    }

    public static Span<int> Interpolated_RX3016(int number)
    {
        Span<int> local = stackalloc int[4];
        return Helpers.Format(local, $"a{number}");
    }

    public static Span<int> Static_RX3016<T>(T left)
        where T : ICombines<T>, allows ref struct
    {
        Span<int> local = stackalloc int[4];
        var combined = T.Combine(left, local);
        return Unwrap(combined);
    }

    public static T Static2_RX3016<T>(T left)
        where T : ICombines<T>, allows ref struct
    {
        Span<int> local = stackalloc int[4];
        return T.Combine(left, local);
    }

    public static T Constrained_RX3016<T>(T given)
        where T : ICombines<T>, allows ref struct
    {
        Span<int> local = stackalloc int[4];
        given.Keep(local);
        return given;
    }

    public static void ConstrainedReference_RX3016<T>(ref T given)
        where T : ICombines<T>, allows ref struct
    {
        Span<int> local = stackalloc int[4];
        given.Keep(local);
    }

    private static Span<int> Unwrap<T>(T value)
        where T : allows ref struct => default;
}

public static unsafe class Calls
{
    public static void Delegate_RX3016(Store store, ref Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        store(ref given, local);
    }

    public static Span<int> DelegateOut_RX3016(StoreOut store)
    {
        Span<int> local = stackalloc int[2];
        store(out var result, local);
        return result;
    }

    public static Span<int> ScopedRead_RX3016()
    {
        Span<int> local = stackalloc int[2];
        Helpers.Copy(in local, out var result);
        return result;
    }

    public static Span<int> ScopedReadGiven(Span<int> given)
    {
        Helpers.Copy(in given, out var result);
        return result;
    }

    public static Span<int> InFilter_RX3016(Span<int> given, Action action)
    {
        Span<int> local = stackalloc int[2];
        try
        {
            action();
        }
        catch (Exception) when (Helpers.TryPut(ref given, local))
        {
            return given;
        }

        return default;
    }

    public static Span<int> BehindFilter_RX3016(Span<int> given, Action action)
    {
        Span<int> local = stackalloc int[2];
        try
        {
            try
            {
                action();
            }
            catch (Exception exception) when (Helpers.TryPut(ref given, local) && exception is null)
            {
            }
        }
        catch
        {
        }

        return given;
    }

    public static Span<int> FinallyAlias_RX3016(Span<int> given, Action action)
    {
        Span<int> local = stackalloc int[2];
        ref var alias = ref given;
        try
        {
            action();
        }
        finally
        {
            alias = local;
        }

        return given;
    }

    public static ref int ReassignedParameter_RX3016(ref int given)
    {
        var number = 1;
        given = ref number;
        return ref given;
    }

    public static ref int ReassignedThroughGoto_RX3016(ref int given)
    {
        var number = 1;
    again:
        if (given > 3)
        {
            return ref given;
        }

        given = ref number;
        number++;
        goto again;
    }

    public static ReadOnlySpan<int> Widened_RX3016()
    {
        Span<int> local = stackalloc int[2];
        ReadOnlySpan<int> result = local;
        return result;
    }

    public static Span<int> LocalFunctionParameter_RX3016()
    {
        Span<int> local = stackalloc int[2];
        return Inner(local);

        static Span<int> Inner(Span<int> span) => span[1..];
    }

    public static void LocalFunctionStore_RX3016(ref Span<int> given, int number)
    {
        Span<int> local = stackalloc int[2];
        Inner(ref given, local);

        void Inner(ref Span<int> target, Span<int> value)
        {
            number++;
            target = value;
        }
    }

    public static Pass LambdaOverLocal_RX3016() => span =>
    {
        Span<int> local = stackalloc int[2];
        return span.Length > 2 ? span : local;
    };

    public static Store LambdaStore() => (ref Span<int> target, Span<int> value) => target = value;

    public static Store LambdaScoped_RX3016() => (ref Span<int> target, Span<int> value) =>
    {
        Span<int> local = stackalloc int[2];
        target = local;
    };

    public static void Swapped_RX3016(ref Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var copy = given;
        given = local;
        local = copy;
    }

    public static Span<int> Recursive_RX3016(Span<int> given, int depth)
    {
        Span<int> local = stackalloc int[2];
        return depth == 0 ? given : Recursive_RX3016(local, depth - 1);
    }

    public static Span<int> Coalesced_RX3016(Span<int> given, bool first, bool second)
    {
        Span<int> local = stackalloc int[2];
        var result = first ? (second ? given : local) : default;
        return result.IsEmpty ? given : result;
    }

    public static Span<int> Overwritten(Span<int> given)
    {
        scoped Span<int> local = stackalloc int[2];
        local[0] = 1;
        local = given;
        return given;
    }
}
