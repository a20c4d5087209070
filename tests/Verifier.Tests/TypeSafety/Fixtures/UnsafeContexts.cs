// In an unsafe context the compiler only warns of references that outlive what they refer to, and writes the code. So this
// is what hostile code of the kind looks like, beside the code that the compiler takes without a warning.
#pragma warning disable
using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

public ref struct Cell
{
    public ref int Value;
    public Span<int> Span;

    public Cell(ref int value) => Value = ref value;

    public Cell(Span<int> span) => Span = span;

    public void Set(Span<int> span) => Span = span;

    public unsafe void SetScoped_RX3016(scoped Span<int> span) => Span = span;

    public unsafe void Point_RX3016(ref int value) => Value = ref value;

    public unsafe void PointScoped_RX3016(scoped ref int value) => Value = ref value;

    public void Swap(ref Cell other)
    {
        var copy = this;
        this = other;
        other = copy;
    }

    public readonly Span<int> Get() => Span;

    public readonly ref int Reference => ref Value;

    public readonly ref int First => ref Span[0];

    public readonly void Deconstruct(out Span<int> left, out Span<int> right)
    {
        left = Span[..1];
        right = Span[1..];
    }

    public static implicit operator Cell(Span<int> span) => new(span);

    public static Cell operator +(Cell cell, Span<int> span) => new(span);
}

public unsafe struct Number
{
    public int Value;

    public ref int OwnField_RX3016() => ref Value;

    public ref Number Itself_RX3016() => ref this;

    public Span<int> AsSpan_RX3016() => new(ref Value);

    public readonly ref readonly int ReadOnly_RX3016() => ref Value;

    [UnscopedRef]
    public ref int Unscoped() => ref Value;

    [UnscopedRef]
    public Span<int> UnscopedSpan => new(ref Value);
}

public interface IUnscoped
{
    [UnscopedRef]
    ref int Reference { get; }
}

public struct Implementation : IUnscoped
{
    private int _value;

    [UnscopedRef]
    public ref int Reference => ref _value;
}

[InlineArray(4)]
public struct Four
{
    private int _first;
}

public delegate Span<int> Slicer(Span<int> span);

public delegate ref int Chooser(ref int value);

public static unsafe class Returns
{
    public static ref int Local_RX3016()
    {
        var number = 1;
        return ref number;
    }

    public static ref int Parameter_RX3016(int number) => ref number;

    public static ref int Given(ref int number) => ref number;

    public static ref int Scoped_RX3016(scoped ref int number) => ref number;

    public static ref readonly int ScopedIn_RX3016(scoped in int number) => ref number;

    public static ref int Out_RX3016(out int number)
    {
        number = 1;
        return ref number;
    }

    public static ref int ThroughCall_RX3016()
    {
        var number = 1;
        return ref Given(ref number);
    }

    public static ref readonly int ReadOnlyThroughCall_RX3016()
    {
        var number = 1;
        return ref Read(in number);
    }

    public static ref readonly int Read(in int number) => ref number;

    public static ref int Conditional_RX3016(bool first, ref int given)
    {
        var number = 1;
        return ref first ? ref given : ref number;
    }

    public static ref int Reassigned_RX3016(ref int given)
    {
        var number = 1;
        ref var alias = ref given;
        alias = ref number;
        return ref alias;
    }

    public static ref int ReassignedBack(ref int given)
    {
        var number = 1;
        ref var alias = ref given;
        number += alias;
        alias = ref given;
        return ref alias;
    }

    public static ref int InLoop_RX3016(int[] values)
    {
        var number = 1;
        ref var alias = ref values[0];
        while (alias > 0)
        {
            alias = ref values[1];
            if (number++ > 3)
            {
                alias = ref number;
            }
        }

        return ref alias;
    }

    public static Span<int> SpanOfLocal_RX3016()
    {
        var number = 1;
        return new Span<int>(ref number);
    }

    public static Span<int> ScopedSpan_RX3016(scoped Span<int> span) => span[1..];

    public static Span<int> Stack_RX3016()
    {
        Span<int> span = stackalloc int[4];
        return span;
    }

    public static Span<int> SliceOfStack_RX3016(int[] values)
    {
        Span<int> span = values;
        Span<int> local = stackalloc int[4];
        span = local[1..];
        return span.Slice(1);
    }

    public static Span<int> StackOrHeap_RX3016(bool large)
    {
        Span<int> span = large ? new int[100] : stackalloc int[4];
        return span;
    }

    public static ref int ElementOfStack_RX3016()
    {
        Span<int> span = stackalloc int[4];
        return ref span[2];
    }

    public static Span<int> Switched_RX3016(int which, Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        return which switch
        {
            0 => given,
            1 => default,
            2 => local,
            _ => new int[3],
        };
    }

    public static Span<int> InTry_RX3016(Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var result = given;
        try
        {
            result = local;
            result[3]++;
            result = given;
        }
        catch (IndexOutOfRangeException)
        {
            return result;
        }

        return given;
    }

    public static Span<int> InFinally_RX3016(Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var result = given;
        try
        {
            result[0]++;
        }
        finally
        {
            result = local;
        }

        return result;
    }

    public static Span<int> OfInlineArray_RX3016()
    {
        var four = new Four();
        return four;
    }

    public static ref int OfInlineArrayElement_RX3016(int index)
    {
        var four = new Four();
        return ref four[index];
    }

    public static Span<int> OfUnscoped_RX3016()
    {
        var number = new Number();
        return number.UnscopedSpan;
    }

    public static ref int OfUnscopedGeneric_RX3016<T>()
        where T : struct, IUnscoped
    {
        var value = default(T);
        return ref value.Reference;
    }

    public static ref int OfUnscopedParameter(ref Number number) => ref number.Unscoped();

    public static T Identity<T>(T value)
        where T : allows ref struct => value;

    public static Span<int> ThroughIdentity_RX3016()
    {
        Span<int> local = stackalloc int[2];
        return Identity(local);
    }

    public static T ScopedIdentity_RX3016<T>(scoped T value)
        where T : allows ref struct => value;

    public static Span<int> ThroughDelegate_RX3016(Slicer slicer)
    {
        Span<int> local = stackalloc int[2];
        return slicer(local);
    }

    public static ref int ThroughChooser_RX3016(Chooser chooser)
    {
        var number = 1;
        return ref chooser(ref number);
    }

    public static Chooser Lambda_RX3016() => (ref int value) =>
    {
        var number = value;
        return ref number;
    };

    public static ref int OfClosure_RX3016()
    {
        var number = 1;
        return ref Inner();

        ref int Inner() => ref number;
    }

    public static Span<int> OfParams_RX3016(params Span<int> values) => values;

    public static ref int OfTuple_RX3016()
    {
        var pair = (X: 1, Y: 2);
        return ref pair.Y;
    }

    public static ref int ForEach_RX3016()
    {
        Span<int> local = stackalloc int[3];
        foreach (ref var value in local)
        {
            return ref value;
        }

        throw new InvalidOperationException();
    }
}

public static unsafe class RefStructs
{
    public static Cell OverLocal_RX3016()
    {
        var number = 1;
        return new Cell(ref number);
    }

    public static Cell Initialised_RX3016()
    {
        var number = 1;
        return new Cell { Value = ref number };
    }

    public static ref int Unwrapped_RX3016()
    {
        var number = 1;
        var cell = new Cell(ref number);
        return ref cell.Reference;
    }

    public static ref int UnwrappedField_RX3016()
    {
        var number = 1;
        var cell = new Cell(ref number);
        return ref cell.Value;
    }

    public static ref int UnwrappedGiven(Cell cell) => ref cell.Value;

    public static Span<int> Kept_RX3016(Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var cell = new Cell(given);
        cell.Set(local);
        return cell.Get();
    }

    public static Span<int> FieldOfLocal_RX3016(Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var cell = new Cell(given);
        cell.Span = local;
        return cell.Span;
    }

    public static Span<int> Converted_RX3016()
    {
        Span<int> local = stackalloc int[2];
        Cell cell = local;
        return cell.Span;
    }

    public static Cell Operator_RX3016(Cell given)
    {
        Span<int> local = stackalloc int[2];
        return given + local;
    }

    public static Span<int> Deconstructed_RX3016()
    {
        Span<int> local = stackalloc int[2];
        var cell = new Cell(local);
        var (_, right) = cell;
        return right;
    }

    public static Cell Swapped_RX3016(Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var left = new Cell(given);
        var right = new Cell(local);
        left.Swap(ref right);
        return left;
    }

    public static Cell Unswapped(Span<int> given)
    {
        var left = new Cell(given);
        var right = new Cell(given);
        left.Swap(ref right);
        return left;
    }
}

public static unsafe class Stores
{
    public static void ToOut_RX3016(out Span<int> result)
    {
        Span<int> local = stackalloc int[2];
        result = local;
    }

    public static void ToRef_RX3016(ref Span<int> result)
    {
        var number = 1;
        result = new Span<int>(ref number);
    }

    public static void ScopedToOut_RX3016(out Span<int> result, scoped Span<int> given) => result = given;

    public static void ScopedToRef_RX3016(ref Span<int> result, scoped Span<int> given) => result = given;

    public static void GivenToRef(ref Span<int> result, Span<int> given) => result = given;

    public static void ReferenceToRef_RX3016(ref Span<int> result, ref int given) => result = new Span<int>(ref given);

    public static void ReferenceToOut(out Span<int> result, ref int given) => result = new Span<int>(ref given);

    public static void UnscopedToRef(ref Span<int> result, [UnscopedRef] ref int given) => result = new Span<int>(ref given);

    public static void ToField_RX3016(ref Cell cell)
    {
        Span<int> local = stackalloc int[2];
        cell.Span = local;
    }

    public static void ToRefField_RX3016(ref Cell cell)
    {
        var number = 1;
        cell.Value = ref number;
    }

    public static void ScopedToRefField_RX3016(ref Cell cell, scoped ref int given) => cell.Value = ref given;

    public static void ThroughMethod_RX3016(ref Cell cell)
    {
        Span<int> local = stackalloc int[2];
        cell.Set(local);
    }

    public static void ThroughOther_RX3016(ref Span<int> result)
    {
        Span<int> local = stackalloc int[2];
        GivenToRef(ref result, local);
    }

    public static void ThroughOut_RX3016(ref Cell cell)
    {
        var number = 1;
        ReferenceToOut(out cell.Span, ref number);
    }

    public static void ThroughUnscoped_RX3016(ref Span<int> result)
    {
        var number = 1;
        UnscopedToRef(ref result, ref number);
    }

    public static void ThroughSwap_RX3016(ref Cell cell)
    {
        Span<int> local = stackalloc int[2];
        var other = new Cell(local);
        cell.Swap(ref other);
    }

    public static void ThroughDeconstruction_RX3016(out Span<int> left, out Span<int> right)
    {
        Span<int> local = stackalloc int[2];
        new Cell(local).Deconstruct(out left, out right);
    }

    public static void Whole_RX3016(ref Cell cell)
    {
        Span<int> local = stackalloc int[2];
        cell = new Cell(local);
    }

    public static void ThroughAlias_RX3016(ref Cell given)
    {
        Span<int> local = stackalloc int[2];
        ref var alias = ref given;
        alias.Span = local;
    }

    public static void InLoop_RX3016(ref Span<int> result, int times)
    {
        Span<int> local = stackalloc int[2];
        var current = result;
        for (var index = 0; index < times; index++)
        {
            result = current;
            current = local;
        }
    }

    public static Span<int> ConditionalTarget_RX3016(bool first, Span<int> given)
    {
        Span<int> local = stackalloc int[2];
        var left = given;
        var right = given;
        (first ? ref left : ref right) = local;
        return left;
    }

    public static void LocalFunction_RX3016(out Span<int> result, int[] values)
    {
        var number = values[0];
        Inner(out result);

        void Inner(out Span<int> inner) => inner = new Span<int>(ref number);
    }

    public static void LocalFunctionOverHeap(out Span<int> result, int[] values)
    {
        Inner(out result);

        void Inner(out Span<int> inner) => inner = values.AsSpan(1);
    }
}
