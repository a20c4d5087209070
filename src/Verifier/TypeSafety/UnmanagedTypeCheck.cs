using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3002: no unmanaged pointer, function pointer, typed or pinned reference in any signature of the guest.</summary>
internal static class UnmanagedTypeCheck
{
    internal static readonly DiagnosticDescriptor Unmanaged =
        new("RX3002", "Unmanaged type in a signature", "ECMA-335 II.14.4, III.1.1.5: pointers are never verifiable");

    internal static IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var type in context.Module.Types)
        {
            foreach (var field in type.Fields)
            {
                if (IsUnmanaged(field.FieldType))
                {
                    yield return Fault(context.At(field), field.Name, field.FieldType);
                }
            }

            foreach (var method in type.Methods)
            {
                if (!UsesUnmanaged(method) || context.IsReplaced(method))
                {
                    continue;
                }

                foreach (var part in method.Signature.Parts.Concat(method.Body?.Locals.Items ?? []).Where(IsUnmanaged))
                {
                    yield return Fault(context.At(method), method.Name, part);
                }
            }
        }

        foreach (var type in context.Module.Types.Items.Where(NamesUnmanaged))
        {
            yield return Unmanaged.At(context.At(type), $"{Text.Of(type.Identity)} derives from, implements or asks for a reference or pointer.");
        }

        foreach (var specification in context.Module.Contents.TypeSpecifications.Items.Where(row => IsUnmanaged(row.Type)))
        {
            yield return Fault(context.At(specification.Token), context.Module.Name, specification.Type);
        }

        foreach (var row in context.Module.Contents.StandAloneSignatures.Items.Where(row => row.IsCallSite))
        {
            yield return Unmanaged.At(context.At(row.Token), "The assembly has a call-site signature, which only calli uses. No policy can allow it.");
        }
    }

    /// <summary>Whether a type derives from, implements or asks for what is unmanaged.</summary>
    private static bool NamesUnmanaged(TypeModel type)
    {
        if ((type.BaseType is { } parent && IsReferenceOrUnmanaged(parent)) || AnyIsReferenceOrUnmanaged(type.Interfaces)
            || AsksForUnmanaged(type.GenericParameters))
        {
            return true;
        }

        foreach (var method in type.Methods)
        {
            if (AsksForUnmanaged(method.GenericParameters))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForUnmanaged(EquatableArray<GenericParameterModel> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (AnyIsReferenceOrUnmanaged(parameter.Constraints))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyIsReferenceOrUnmanaged(EquatableArray<TypeSignature> types)
    {
        foreach (var type in types)
        {
            if (IsReferenceOrUnmanaged(type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReferenceOrUnmanaged(TypeSignature type) => type is ByReferenceSignature || IsUnmanaged(type);

    private static Diagnostic Fault(CodeLocation place, string owner, TypeSignature type) =>
        Unmanaged.At(place, $"{owner} uses the type {Text.Of(type)}, which the verifier cannot follow. Use references, spans or arrays.");

    private static bool UsesUnmanaged(MethodModel method) =>
        IsUnmanaged(method.Signature.ReturnType)
        || AnyIsUnmanaged(method.Signature.Parameters)
        || (method.Body is { } body && AnyIsUnmanaged(body.Locals));

    private static bool AnyIsUnmanaged(EquatableArray<TypeSignature> types)
    {
        foreach (var type in types)
        {
            if (IsUnmanaged(type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnmanaged(TypeSignature type) => type switch
    {
        NamedSignature or GenericParameterSignature => false,
        PrimitiveSignature primitive => primitive.Code == PrimitiveCode.TypedReference,
        GenericSignature generic => AnyIsUnmanaged(generic.Arguments),
        VectorSignature vector => IsUnmanaged(vector.Element),
        ArraySignature array => IsUnmanaged(array.Element),
        ByReferenceSignature reference => reference.Element is ByReferenceSignature || IsUnmanaged(reference.Element),
        ModifiedSignature modified => IsUnmanaged(modified.Element) || IsUnmanaged(modified.Modifier),
        _ => true, // Pointers, function pointers, pinned locals, and whatever else there may be.
    };
}
