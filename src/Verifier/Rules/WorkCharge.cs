using System.Reflection;
using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>What one reference to a member of the framework is charged with by the size of its arguments, where fuel is metered.</summary>
/// <param name="Terms">The parts of which something can be measured.</param>
/// <param name="Sequences">The sequences that are counted as the member runs through them.</param>
/// <param name="Found">How the member tells how far it came; null when it does not.</param>
internal sealed record WorkCharge(EquatableArray<ChargedTerm> Terms, EquatableArray<ChargedSequence> Sequences, FoundCharge? Found)
{
    private static readonly WorkCharge None = new([], [], null);

    /// <summary>That of <c>Object.Equals(object, object)</c>, which rewriting itself calls.</summary>
    internal static readonly WorkCharge OfEquals = OfObjects(0, 1);

    /// <summary>That of <c>Equals(object)</c> of a base class.</summary>
    internal static readonly WorkCharge OfBaseEquals = OfObjects(0);

    /// <summary>That of <c>Object.GetHashCode()</c>, which rewriting itself calls.</summary>
    internal static readonly WorkCharge OfHashCode = OfObjects(WorkOperandPosition.Instance);

    /// <summary>Whether the member takes the same time whatever it is given.</summary>
    internal bool IsEmpty => Terms.IsEmpty && Sequences.IsEmpty;

    /// <summary>The arguments that are looked at: -1 for the instance.</summary>
    internal IEnumerable<int> Positions => Terms.Items
        .SelectMany(term => term.Left.Items.Concat(term.Right.Items))
        .Select(argument => argument.Position)
        .Concat(Sequences.Items.Select(sequence => sequence.Position))
        .Concat(Found is null ? [] : [Found.Searched.Position, Found.Start ?? Found.Searched.Position, Found.Count ?? Found.Searched.Position]);

    /// <summary>What a use is charged with: nothing for a leaf, for what a shim stands for, and for what is not the framework's.</summary>
    /// <remarks>
    /// Where an object calls what it overrides, without callvirt, verification must see that it is the object itself: only the
    /// parameters count, and a delegate to it is left as it is. The same holds for the instance of a protected member.
    /// </remarks>
    /// <param name="callee">The member.</param>
    /// <param name="opCode">What is done with it.</param>
    /// <param name="constraint">The type that a prefix says of the instance; null for none.</param>
    /// <param name="context">Where.</param>
    internal static WorkCharge Of(MethodReference callee, ILOpCode opCode, TypeSignature? constraint, RuleContext context)
    {
        if (callee.DeclaringType is ArraySignature
            || opCode == ILOpCode.Ldtoken
            || context.Members.Find(callee) is not { Type: var type, Method: var method }
            || type.IsDelegate
            || (Override(constraint, method, context) ?? context.Policy.WorkOf(type, method)) is not { } line)
        {
            return None;
        }

        var isOfBase = opCode is ILOpCode.Call or ILOpCode.Ldftn && method.IsVirtual && !type.IsValueType && !type.IsSealed
            && (method.Attributes & MethodAttributes.Final) == 0;
        if (isOfBase && opCode == ILOpCode.Ldftn)
        {
            return None;
        }

        var signature = callee.Signature.Substitute(callee.DeclaringType.TypeArguments, callee.TypeArguments);
        var sizes = new Sizes(context);
        var instance = method.IsStatic || method.IsConstructor || isOfBase || IsProtected(method) ? null : sizes.Of(WorkOperandPosition.Instance, callee.DeclaringType, type.IsValueType);
        var parameters = signature.Parameters.Items.Select((parameter, position) => sizes.Of(position, parameter, isAddress: false)).ToList();
        var numbers = Enumerable.Range(0, parameters.Count)
            .Where(position => callee.Signature.Parameters[position] is PrimitiveSignature { Code: PrimitiveCode.Int32 })
            .ToList();
        var terms = new List<ChargedTerm>();
        foreach (var term in line.Terms)
        {
            var (left, right) = (Measured(term.Left), term.Right is null ? [] : Measured(term.Right));
            if (left.Count == 0 && term.Shape != WorkShape.Tail)
            {
                (left, right) = (right, []); // What has no size is one of its kind.
            }

            if (left.Count > 0)
            {
                terms.Add(new ChargedTerm(
                    term.Right is not null && right.Count == 0 ? WorkShape.Linear : term.Shape, [.. left], [.. right], term.Factor, term.Divisor));
            }
        }

        var searched = instance ?? parameters.Find(parameter => parameter is not null);
        var found = line.Found != FoundAt.None && terms.Count == 1 && searched is { HasLength: true }
            && signature.ReturnType is PrimitiveSignature { Code: PrimitiveCode.Int32 }
            ? new FoundCharge(line.Found, searched, numbers.Count > 0 ? numbers[0] : null, numbers.Count > 1 ? numbers[1] : null)
            : null;
        EquatableArray<ChargedSequence> sequences = line.Sequences == SequenceCount.None ? [] : [.. callee.Signature.Parameters.Items
            .Select((parameter, position) => (Parameter: parameter, Position: position))
            .Where(found => found.Parameter is GenericSignature { Generic.Identity.FullName: "System.Collections.Generic.IEnumerable`1" })
            .Select(found => new ChargedSequence(found.Position, line.Sequences, line.Weight))];
        return terms.Count + sequences.Count == 0 ? None : new WorkCharge([.. terms], sequences, found);

        List<MeasuredArgument> Measured(WorkOperand operand) => operand.Kind switch
        {
            OperandKind.Instance => Known([instance]),
            OperandKind.Parameter when operand.Position < parameters.Count => numbers.Contains(operand.Position)
                ? [new MeasuredArgument(operand.Position, SizeKind.Number, false)]
                : Known([parameters[operand.Position]]),
            OperandKind.Parameter => [],
            OperandKind.Parameters => Known(parameters),
            OperandKind.Count when numbers.Count > 0 => [new MeasuredArgument(numbers[^1], SizeKind.Number, false)],
            _ => Known([instance, .. parameters]),
        };

        static List<MeasuredArgument> Known(IEnumerable<MeasuredArgument?> arguments) => [.. arguments.OfType<MeasuredArgument>()];
    }

    /// <summary>The line of a value type of the framework's that has a body of its own for what is called on it.</summary>
    private static WorkLine? Override(TypeSignature? constraint, MethodModel method, RuleContext context) =>
        constraint?.Definition is { } identity
        && context.Closure.Catalog.KindOf(identity.Assembly) == ReferenceKind.Framework
        && context.Closure.Catalog.Find(identity) is { IsValueType: true } type
        && type.Methods.Items.FirstOrDefault(own => own.IsVirtual && own.Name == method.Name && own.Signature.Parameters == method.Signature.Parameters) is { } own
            ? context.Policy.WorkOf(type, own)
            : null;

    private static bool IsProtected(MethodModel method) =>
        (method.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static WorkCharge OfObjects(params int[] positions) => new(
        [new ChargedTerm(WorkShape.Linear, [.. positions.Select(position => new MeasuredArgument(position, SizeKind.Object, false))], [], 1, 1)], [], null);

    /// <summary>Which types have a size, and how it is asked for.</summary>
    private sealed class Sizes(RuleContext context)
    {
        private static readonly Dictionary<string, SizeKind> Known = new(StringComparer.Ordinal)
        {
            ["System.Array"] = SizeKind.Array,
            ["System.Span`1"] = SizeKind.Span,
            ["System.ReadOnlySpan`1"] = SizeKind.ReadOnlySpan,
            ["System.Memory`1"] = SizeKind.Memory,
            ["System.ReadOnlyMemory`1"] = SizeKind.ReadOnlyMemory,
            ["System.ArraySegment`1"] = SizeKind.Segment,
            ["System.Collections.Immutable.ImmutableArray`1"] = SizeKind.ImmutableArray,
            ["System.Collections.Generic.List`1"] = SizeKind.List,
            ["System.Collections.Generic.HashSet`1"] = SizeKind.Set,
            ["System.Collections.Generic.Dictionary`2"] = SizeKind.Dictionary,
            ["System.Collections.Generic.PriorityQueue`2"] = SizeKind.PriorityQueue,
            ["System.Text.StringBuilder"] = SizeKind.Builder,
            ["System.Numerics.BigInteger"] = SizeKind.BigInteger,
            ["System.Text.RegularExpressions.Regex"] = SizeKind.Expression,
            ["System.Text.RegularExpressions.Match"] = SizeKind.Capture,
            ["System.Text.RegularExpressions.Group"] = SizeKind.Capture,
            ["System.Text.RegularExpressions.Capture"] = SizeKind.Capture,
            ["System.IO.MemoryStream"] = SizeKind.Stream,
            ["System.Collections.Generic.ICollection`1"] = SizeKind.Sequence,
            ["System.Collections.Generic.IList`1"] = SizeKind.Sequence,
            ["System.Collections.Generic.ISet`1"] = SizeKind.Sequence,
            ["System.Collections.Generic.IReadOnlyCollection`1"] = SizeKind.Sequence,
            ["System.Collections.Generic.IReadOnlyList`1"] = SizeKind.Sequence,
            ["System.Collections.Generic.IReadOnlySet`1"] = SizeKind.Sequence,
        };

        internal MeasuredArgument? Of(int position, TypeSignature type, bool isAddress) =>
            KindOf(type is ModifiedSignature modified ? modified.Element : type) is { } kind ? new MeasuredArgument(position, kind, isAddress) : null;

        private SizeKind? KindOf(TypeSignature type)
        {
            switch (type)
            {
                case PrimitiveSignature { Code: PrimitiveCode.String }:
                    return SizeKind.Text;
                case PrimitiveSignature { Code: PrimitiveCode.Object }:
                    return SizeKind.Object;
                case VectorSignature:
                    return SizeKind.Vector;
                case ArraySignature:
                    return SizeKind.Array;
                case GenericParameterSignature:
                    return SizeKind.Value;
            }

            if (type.Definition is not { } identity || context.Closure.Catalog.KindOf(identity.Assembly) != ReferenceKind.Framework)
            {
                return null;
            }

            return Known.TryGetValue(identity.FullName, out var kind) ? kind : IsCollection(identity) ? SizeKind.Collection : null;
        }

        /// <summary>Whether a type of the framework may be a collection: what is none has no size when it is asked.</summary>
        private bool IsCollection(TypeIdentity identity) =>
            identity.FullName.StartsWith("System.Collections.", StringComparison.Ordinal)
            && !identity.Name.Contains("Compar", StringComparison.Ordinal)
            && !identity.Name.StartsWith("IEnumer", StringComparison.Ordinal)
            && context.Closure.Catalog.Find(identity) is { IsValueType: false };
    }
}

/// <summary>What an instruction says of the type of an instance.</summary>
internal static class Constraints
{
    private const int TypeReferenceTable = 0x01;

    /// <summary>
    /// The type outside the module that a prefix says of the instance of the call behind it; null for other types and other
    /// instructions.
    /// </summary>
    internal static Metadata.TypeReference? Constraint(this in Instruction prefix) =>
        prefix is { OpCode: ILOpCode.Constrained, Operand: Metadata.TypeReference type } && type.Token >> 24 == TypeReferenceTable ? type : null;
}

/// <summary>Where the instance stands among the parameters.</summary>
internal static class WorkOperandPosition
{
    /// <summary>Before the first.</summary>
    internal const int Instance = -1;
}

/// <summary>A part of a charge.</summary>
/// <param name="Shape">How the work grows.</param>
/// <param name="Left">The arguments whose sizes add up.</param>
/// <param name="Right">Those of the other factor; empty for none.</param>
/// <param name="Factor">Units for each.</param>
/// <param name="Divisor">Or so many for one unit.</param>
internal sealed record ChargedTerm(
    WorkShape Shape, EquatableArray<MeasuredArgument> Left, EquatableArray<MeasuredArgument> Right, int Factor, int Divisor);

/// <summary>A sequence that is counted.</summary>
/// <param name="Position">The parameter, from 0.</param>
/// <param name="Count">How.</param>
/// <param name="Weight">Units for each element.</param>
internal sealed record ChargedSequence(int Position, SequenceCount Count, int Weight);

/// <summary>What tells how far a search came.</summary>
/// <param name="At">Which end.</param>
/// <param name="Searched">What is searched.</param>
/// <param name="Start">The parameter that says from where; null for none.</param>
/// <param name="Count">The parameter that says how far at most; null for none.</param>
internal sealed record FoundCharge(FoundAt At, MeasuredArgument Searched, int? Start, int? Count);

/// <summary>An argument whose size is asked for.</summary>
/// <param name="Position">The parameter, from 0; -1 for the instance.</param>
/// <param name="Kind">How.</param>
/// <param name="IsAddress">Whether the argument is the address of it.</param>
internal sealed record MeasuredArgument(int Position, SizeKind Kind, bool IsAddress)
{
    /// <summary>Whether its elements have places that a search can tell.</summary>
    internal bool HasLength => Kind is SizeKind.Text or SizeKind.Vector or SizeKind.Span or SizeKind.ReadOnlySpan or SizeKind.List;
}

/// <summary>How a size is asked for: the methods of <c>RExecIL.Runtime.Shims.Work</c> are <c>Of</c> and the name.</summary>
internal enum SizeKind
{
    /// <summary>A number, which counts as itself.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>An object, which may be a text.</summary>
    Object,

    /// <summary>A value of a type that the guest's own caller chooses, which may be a text.</summary>
    Value,

    /// <summary>An array with one dimension.</summary>
    Vector,

    /// <summary>Any array.</summary>
    Array,

    /// <summary><c>Span</c>.</summary>
    Span,

    /// <summary><c>ReadOnlySpan</c>.</summary>
    ReadOnlySpan,

    /// <summary><c>Memory</c>.</summary>
    Memory,

    /// <summary><c>ReadOnlyMemory</c>.</summary>
    ReadOnlyMemory,

    /// <summary><c>ArraySegment</c>.</summary>
    Segment,

    /// <summary><c>ImmutableArray</c>.</summary>
    ImmutableArray,

    /// <summary><c>List</c>.</summary>
    List,

    /// <summary><c>HashSet</c>.</summary>
    Set,

    /// <summary><c>Dictionary</c>.</summary>
    Dictionary,

    /// <summary><c>PriorityQueue</c>.</summary>
    PriorityQueue,

    /// <summary>An interface of collections with one parameter.</summary>
    Sequence,

    /// <summary>What else may be a collection.</summary>
    Collection,

    /// <summary><c>StringBuilder</c>.</summary>
    Builder,

    /// <summary><c>BigInteger</c>.</summary>
    BigInteger,

    /// <summary><c>Regex</c>, by its pattern.</summary>
    Expression,

    /// <summary>What an expression found.</summary>
    Capture,

    /// <summary>A stream in memory.</summary>
    Stream,
}
