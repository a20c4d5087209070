using System.Collections.Immutable;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>Whether the base constructor has run on <c>this</c> (ECMA-335 III.1.8.1.4).</summary>
internal enum Construction : byte
{
    /// <summary>On no path; in constructors of classes only.</summary>
    Pending,

    /// <summary>On every path.</summary>
    Done,

    /// <summary>On some paths: it may neither be called again nor counted on.</summary>
    Unknown,
}

/// <summary>What is known where a block begins: the stack, the slots with a lifetime, and whether <c>this</c> is constructed. Immutable.</summary>
/// <param name="Stack">The evaluation stack, bottom first.</param>
/// <param name="Slots">The arguments and locals that are references or ref structs.</param>
/// <param name="Construction">Of <c>this</c>; done outside of constructors.</param>
internal sealed record Frame(ImmutableArray<VerificationType> Stack, ImmutableArray<VerificationType> Slots, Construction Construction)
{
    /// <summary>Nothing on the stack and nothing to follow.</summary>
    internal static Frame Empty { get; } = new([], [], Construction.Done);

    /// <summary>The same in a constructor of a class before the base constructor has run.</summary>
    internal static Frame EmptyPending { get; } = new([], [], Construction.Pending);

    /// <summary>
    /// What holds whichever way control came (ECMA-335 III.1.8.1.3): an upper bound of both. The same object when nothing
    /// is lost; null when the two do not go together, and then <paramref name="fault"/> says at which depth.
    /// </summary>
    /// <param name="other">The other way; its stack must be as deep.</param>
    /// <param name="types">The type system of both.</param>
    /// <param name="fault">Index of the first stack entry without a common type; -1.</param>
    internal Frame? Merge(Frame other, TypeSystem types, out int fault)
    {
        fault = -1;
        var stack = MergeAll(Stack, other.Stack, types, ref fault);
        if (fault >= 0)
        {
            return null;
        }

        // A slot keeps its declared type, so that a merge of slots cannot fail.
        var slots = MergeAll(Slots, other.Slots, types, ref fault);
        var construction = Construction == other.Construction ? Construction : Construction.Unknown;
        return stack == Stack && slots == Slots && construction == Construction
            ? this
            : new Frame(stack, slots, construction);
    }

    private static ImmutableArray<VerificationType> MergeAll(
        ImmutableArray<VerificationType> left, ImmutableArray<VerificationType> right, TypeSystem types, ref int fault)
    {
        if (left == right)
        {
            return left;
        }

        ImmutableArray<VerificationType>.Builder? merged = null;
        for (var index = 0; index < left.Length; index++)
        {
            var value = Assignability.Merge(left[index], right[index], types);
            if (value.Kind == StackKind.Invalid)
            {
                fault = index;
                return left;
            }

            if (!value.Equals(left[index]))
            {
                merged ??= left.ToBuilder();
                merged[index] = value;
            }
        }

        return merged?.MoveToImmutable() ?? left;
    }
}
