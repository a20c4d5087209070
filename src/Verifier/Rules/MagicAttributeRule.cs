using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2004, RX2016: no attribute that gives powers at run time, whoever defines it.</summary>
/// <remarks>
/// The runtime honours these by name alone, so a guest that defines its own copy gets the power without naming a single
/// framework member (measured on .NET 10.0.12 with all three of the first).
/// </remarks>
internal sealed class MagicAttributeRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Magic =
        new("RX2004", "Attribute gives powers at run time", "Measured: the runtime honours it by name, whoever defines it");

    internal static readonly DiagnosticDescriptor InlineArray =
        new("RX2016", "Inline array in a form that is not known to be safe", "ECMA-335 Augments, inline arrays; measured: 8,000-byte structs nest");

    private const string InlineArrayName = "System.Runtime.CompilerServices.InlineArrayAttribute";

    private static readonly Dictionary<string, string> Powers = new(StringComparer.Ordinal)
    {
        ["System.Runtime.CompilerServices.UnsafeAccessorAttribute"] = "it opens private members of any type",
        ["System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute"] = "it opens private members of any type by name",
        ["System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute"] = "it switches access checks off",
        ["System.Runtime.CompilerServices.ModuleInitializerAttribute"] = "it runs code before the sandbox is set up",
        ["System.Runtime.CompilerServices.FixedAddressValueTypeAttribute"] = "it pins static data for the life of the process",
        ["System.Runtime.CompilerServices.IntrinsicAttribute"] = "it lets the JIT replace the body",
        ["System.Runtime.CompilerServices.DisablePrivateReflectionAttribute"] = "it changes what reflection sees",
        ["System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute"] = "it makes a method callable from native code",
        ["System.Runtime.InteropServices.SuppressGCTransitionAttribute"] = "it calls native code without the collector knowing",
        ["System.Runtime.InteropServices.TypeIdentifierAttribute"] = "it makes the type equal to another assembly's type",
        ["System.Runtime.InteropServices.ComImportAttribute"] = "it makes the type a native one",
        ["System.Runtime.InteropServices.DllImportAttribute"] = "it calls native code",
        ["System.Runtime.InteropServices.LibraryImportAttribute"] = "it calls native code",
    };

    /// <summary>Whether this rule refuses the attribute.</summary>
    internal static bool IsMagic(TypeIdentity type) => Powers.ContainsKey(type.FullName);

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var (parent, attribute) in context.Module.Contents.CustomAttributes)
        {
            if (attribute.Type is not { } type)
            {
                continue;
            }

            if (Powers.TryGetValue(type.FullName, out var power))
            {
                yield return Magic.At(
                    context.PlaceOf(parent), $"{Text.Of(type)} is not allowed: {power}. No policy can allow it.");
            }
            else if (type.FullName == InlineArrayName && InlineArrayFault(parent, attribute, context) is { } fault)
            {
                yield return InlineArray.At(context.PlaceOf(parent), fault);
            }
        }
    }

    private static string? InlineArrayFault(int parent, CustomAttributeModel attribute, RuleContext context)
    {
        var target = context.Module.Types.Items.FirstOrDefault(type => type.Token == parent);
        if (target is null || !target.IsValueType || target.Fields.Items.Count(field => !field.IsStatic) != 1)
        {
            return "An inline array must be a value type with exactly one instance field.";
        }

        if (attribute.Type!.Assembly != FrameworkNames.CoreLibrary)
        {
            return "The attribute must be the framework's own, so that its length can be trusted.";
        }

        // Blob: prolog 0x0001, one int32, number of named arguments 0 (ECMA-335 II.23.3).
        var blob = attribute.Value.Items.AsSpan();
        return blob.Length != 8 || blob[0] != 1 || blob[1] != 0 || blob[6] != 0 || blob[7] != 0
            ? "The length of the inline array cannot be read."
            : System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(blob[2..]) is var length
                && (length < 1 || length > context.Limits.MaxInlineArrayLength)
                ? $"An inline array of {length} elements is not allowed; the limit is {context.Limits.MaxInlineArrayLength}. Use an array."
                : null;
    }
}
