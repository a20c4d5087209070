using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3003: fields that overlap are numbers.</summary>
/// <remarks>
/// Measured on .NET 10.0.12: the runtime stops object over number, but not object over object of another type, reference
/// over reference, or a guest's look-alike over a private part of <c>Memory&lt;T&gt;</c>. So what overlaps is made of
/// numbers, truth values and characters alone, and of no structure of another assembly, whose fields are its own affair.
/// Sizes are upper bounds: what might overlap does.
/// </remarks>
internal sealed class ExplicitLayoutCheck
{
    internal static readonly DiagnosticDescriptor Overlap =
        new("RX3003", "Overlapping fields that are not numbers", "ECMA-335 II.10.7; measured overlaps");

    private const int Word = 8;

    /// <summary>No alignment is larger: that of the widest vector.</summary>
    private const int MaxAlignment = 64;

    private const long Unknown = int.MaxValue;

    /// <summary>Value types inside each other that are followed; a chain of thousands would end the process.</summary>
    private const int MaxNesting = 64;

    private readonly RuleContext _context;
    private readonly Dictionary<TypeModel, (long Size, long Alignment)> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TypeModel, bool> _numeric = new(ReferenceEqualityComparer.Instance);
    private int _nesting;

    private ExplicitLayoutCheck(RuleContext context) => _context = context;

    internal static IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var check = new ExplicitLayoutCheck(context);
        return context.Module.Types.Items.Where(HasExplicitLayout).SelectMany(check.Check);
    }

    private static bool HasExplicitLayout(TypeModel type) =>
        (type.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.ExplicitLayout;

    private IEnumerable<Diagnostic> Check(TypeModel type)
    {
        var fields = InstanceFields(type).OrderBy(field => field.Offset).ToList();
        var endOfOthers = 0L;
        for (var index = 0; index < fields.Count; index++)
        {
            var field = fields[index];
            var end = field.Offset + SizeOf(field.FieldType).Size;
            var overlaps = field.Offset < endOfOthers || (index + 1 < fields.Count && fields[index + 1].Offset < end);
            endOfOthers = Math.Max(endOfOthers, end);
            if (overlaps && fields.Count > 1 && !IsNumeric(field.FieldType))
            {
                yield return Overlap.At(
                    _context.At(field), $"{Text.Of(type.Identity)} has explicit layout, and {field.Name} is no number and may overlap another field, which would forge a value. Move the fields apart, or use sequential layout.");
            }
        }
    }

    private static IEnumerable<FieldModel> InstanceFields(TypeModel type) => type.Fields.Items.Where(field => !field.IsStatic);

    /// <summary>Whether any bits are a value of the type.</summary>
    private bool IsNumeric(TypeSignature type) => type switch
    {
        PrimitiveSignature { Code: >= PrimitiveCode.Boolean and <= PrimitiveCode.UIntPtr } => true,
        NamedSignature named => _context.Closure.Find(named) is { IsValueType: true } definition && IsNumeric(definition),
        _ => false,
    };

    private bool IsNumeric(TypeModel type)
    {
        if (!_numeric.TryGetValue(type, out var isNumeric) && _nesting < MaxNesting)
        {
            // A structure that contains itself does not load.
            _numeric.Add(type, false);
            _nesting++;
            isNumeric = IsEnumeration(type)
                || (IsOwn(type) && !IsInlineArray(type) && InstanceFields(type).All(field => IsNumeric(field.FieldType)));
            _nesting--;
            _numeric[type] = isNumeric;
        }

        return isNumeric;
    }

    private bool IsOwn(TypeModel type) =>
        string.Equals(type.Identity.Assembly, _context.Module.Name, StringComparison.OrdinalIgnoreCase);

    private static bool IsInlineArray(TypeModel type) =>
        type.CustomAttributes.Items.Any(attribute => attribute.Type?.FullName == "System.Runtime.CompilerServices.InlineArrayAttribute");

    private static bool IsEnumeration(TypeModel type) =>
        type.BaseType is NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Enum" } };

    /// <summary>How many bytes a field takes at most, and how it is aligned at most.</summary>
    private (long Size, long Alignment) SizeOf(TypeSignature type)
    {
        switch (type)
        {
            case PrimitiveSignature primitive:
                var size = SizeOf(primitive.Code);
                return (size, Math.Min(size, Word));
            case ModifiedSignature modified:
                return SizeOf(modified.Element);
            case NamedSignature named when _context.Closure.Find(named) is { IsValueType: true } definition:
                return SizeOf(definition);
            case NamedSignature or VectorSignature or ArraySignature or ByReferenceSignature:
                return (Word, Word);
            default:
                // Generic instances and parameters: the fields are not known here.
                return _context.Closure.Find(type) is { IsValueType: false } ? (Word, Word) : (Unknown, Word);
        }
    }

    private (long Size, long Alignment) SizeOf(TypeModel type)
    {
        if (_nesting >= MaxNesting)
        {
            return (Unknown, MaxAlignment);
        }

        if (!_sizes.TryGetValue(type, out var size))
        {
            _sizes.Add(type, (Unknown, Word));
            _nesting++;
            size = IsInlineArray(type) ? (Unknown, Word) : Measure(type);

            // Some types of the framework have an alignment that their fields do not tell.
            size = IsOwn(type) || size.Size <= Word ? size : (size.Size, MaxAlignment);
            _nesting--;
            _sizes[type] = size;
        }

        return size;
    }

    private (long Size, long Alignment) Measure(TypeModel type)
    {
        // The runtime sorts fields as it likes under automatic layout, and wherever there are object references.
        var isSequential = (type.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.SequentialLayout
            && InstanceFields(type).All(field => field.FieldType is PrimitiveSignature { Code: <= PrimitiveCode.UIntPtr } || IsNumeric(field.FieldType));
        long end = 0, alignment = 1;
        foreach (var field in InstanceFields(type))
        {
            var (size, own) = SizeOf(field.FieldType);
            own = isSequential ? own : Math.Max(own, Word);
            alignment = Math.Max(alignment, own);
            end = Math.Min(Unknown, HasExplicitLayout(type)
                ? Math.Max(end, Math.Max(field.Offset, 0) + size)
                : RoundUp(end, own) + (isSequential ? size : RoundUp(size, own)));
        }

        return (Math.Min(Unknown, Math.Max(RoundUp(end, alignment), Math.Max(type.ClassSize, 1))), alignment);
    }

    private static long SizeOf(PrimitiveCode code) => code switch
    {
        PrimitiveCode.Boolean or PrimitiveCode.SByte or PrimitiveCode.Byte => 1,
        PrimitiveCode.Char or PrimitiveCode.Int16 or PrimitiveCode.UInt16 => 2,
        PrimitiveCode.Int32 or PrimitiveCode.UInt32 or PrimitiveCode.Single => 4,
        PrimitiveCode.Int64 or PrimitiveCode.UInt64 or PrimitiveCode.Double => 8,
        PrimitiveCode.IntPtr or PrimitiveCode.UIntPtr or PrimitiveCode.Object or PrimitiveCode.String => Word,
        _ => Unknown,
    };

    private static long RoundUp(long size, long alignment) => (size + alignment - 1) / alignment * alignment;
}
