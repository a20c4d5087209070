using System.Diagnostics;
using Mono.Cecil;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Makes references to shims out of the references to the members that they stand for.</summary>
/// <remarks>
/// A shim mirrors its member: instance first, then the parameters, then the sandbox; the generic parameters of the type,
/// then those of the method. So its signature is made from types that the guest names already, in the guest's own terms.
/// </remarks>
internal sealed class ShimReferences(RewritingContext context, ModuleDefinition module)
{
    /// <summary>The shim of a redirected member, with the generic arguments of the reference filled in.</summary>
    internal MethodReference Of(MethodReference original, Judgement.Redirected redirected) =>
        Of(original, redirected, redirected.Shim, redirected.PassesSandbox, self: null);

    /// <summary>The shim that takes an instance of some type, whatever it is, by reference.</summary>
    internal MethodReference Constrained(MethodReference original, Judgement.Redirected redirected, TypeReference self) =>
        Of(original, redirected, redirected.Constrained!.Method, redirected.Constrained.PassesSandbox, self);

    private MethodReference Of(
        MethodReference original, Judgement.Redirected redirected, Metadata.MethodModel model, bool passesSandbox, TypeReference? self)
    {
        var identity = model.DeclaringType;
        var element = original.GetElementMethod();
        var typeArguments = (original.DeclaringType as GenericInstanceType)?.GenericArguments.ToArray() ?? [];
        var methodArguments = (original as GenericInstanceMethod)?.GenericArguments.ToArray() ?? [];

        if (self is not null)
        {
            methodArguments = [.. methodArguments, self];
        }

        var shim = new MethodReference(model.Name, module.TypeSystem.Void, context.GuardType(identity.Name, identity.Namespace));
        for (var index = 0; index < typeArguments.Length + methodArguments.Length; index++)
        {
            shim.GenericParameters.Add(new GenericParameter(shim));
        }

        var isConstructor = element.Name == ".ctor";
        var declaringType = Own(OpenForm(original.DeclaringType));
        shim.ReturnType = isConstructor ? declaringType : Own(element.ReturnType);
        if (element.HasThis && !isConstructor)
        {
            shim.Parameters.Add(new ParameterDefinition(
                self is not null ? new ByReferenceType(shim.GenericParameters[^1])
                : redirected.OriginalType.IsValueType ? new ByReferenceType(declaringType)
                : declaringType));
        }

        foreach (var parameter in element.Parameters)
        {
            shim.Parameters.Add(new ParameterDefinition(Own(parameter.ParameterType)));
        }

        if (passesSandbox)
        {
            shim.Parameters.Add(new ParameterDefinition(context.SandboxType));
        }

        if (shim.GenericParameters.Count == 0)
        {
            return shim;
        }

        var instance = new GenericInstanceMethod(shim);
        foreach (var argument in typeArguments.Concat(methodArguments))
        {
            instance.GenericArguments.Add(argument);
        }

        return instance;

        // The original's parameters, of its type and of itself, are the shim's own, in this order.
        TypeReference Own(TypeReference type) => GenericSubstitution.Replace(type, parameter =>
            shim.GenericParameters[parameter.Position + (parameter.Type == GenericParameterType.Method ? typeArguments.Length : 0)]);
    }

    /// <summary>What takes the place of <c>box</c> for an enumerator: <c>EnumeratorShims.Box&lt;TEnumerator, T&gt;</c>.</summary>
    /// <param name="type">The struct, as the guest names it.</param>
    /// <param name="enumerator">What it enumerates.</param>
    internal MethodReference Box(GenericInstanceType type, OpenEnumerator enumerator)
    {
        const string Shims = "RExecIL.Runtime.Shims";
        var shim = new MethodReference(enumerator.IsOfPairs ? "BoxOfPairs" : "Box", module.TypeSystem.Void, context.GuardType("EnumeratorShims", Shims));
        shim.GenericParameters.Add(new GenericParameter(shim));
        shim.GenericParameters.Add(new GenericParameter(shim));
        var open = enumerator.IsOfPairs
            ? context.GuardType("IPairEnumerator`1", Shims)
            : new TypeReference("System.Collections.Generic", "IEnumerator`1", module, module.TypeSystem.CoreLibrary);
        if (!open.HasGenericParameters)
        {
            open.GenericParameters.Add(new GenericParameter(open));
        }

        var returned = new GenericInstanceType(open);
        returned.GenericArguments.Add(shim.GenericParameters[1]);
        shim.ReturnType = returned;
        shim.Parameters.Add(new ParameterDefinition(shim.GenericParameters[0]));
        var instance = new GenericInstanceMethod(shim);
        instance.GenericArguments.Add(type);
        instance.GenericArguments.Add(Element(enumerator.Element));
        return instance;

        TypeReference Element(Metadata.TypeSignature signature) => signature switch
        {
            Metadata.GenericParameterSignature { IsMethodParameter: false } parameter => type.GenericArguments[parameter.Index],
            Metadata.GenericSignature { Definition: { Assembly: Metadata.FrameworkNames.CoreLibrary, DeclaringType: null } identity } generic =>
                Instance(identity, generic.Arguments.Items.Select(Element)),
            _ => throw new UnreachableException($"{type.FullName} enumerates {signature}."),
        };

        GenericInstanceType Instance(Metadata.TypeIdentity identity, IEnumerable<TypeReference> arguments)
        {
            var definition = new TypeReference(identity.Namespace, identity.Name, module, module.TypeSystem.CoreLibrary, valueType: true);
            var closed = new GenericInstanceType(definition);
            foreach (var argument in arguments)
            {
                definition.GenericParameters.Add(new GenericParameter(definition));
                closed.GenericArguments.Add(argument);
            }

            return closed;
        }
    }

    /// <summary>The checked counterpart of a compiler's inline array accessor: same signature, same generic parameters.</summary>
    internal MethodReference InlineArrayAccessor(MethodDefinition accessor, string name)
    {
        var shim = new MethodReference(name, module.TypeSystem.Void, context.GuardType("InlineArrayShims", "RExecIL.Runtime.Shims"));
        foreach (var parameter in accessor.GenericParameters)
        {
            shim.GenericParameters.Add(new GenericParameter(parameter.Name, shim));
        }

        // The compiler says with an attribute of its own accessor what the signature of ours says: nothing is written there.
        var returned = Own(accessor.ReturnType);
        shim.ReturnType = name.EndsWith("ElementRefReadOnly", StringComparison.Ordinal) && returned is ByReferenceType
            ? new RequiredModifierType(In(), returned)
            : returned;
        foreach (var parameter in accessor.Parameters)
        {
            shim.Parameters.Add(new ParameterDefinition(Own(parameter.ParameterType)));
        }

        var instance = new GenericInstanceMethod(shim);
        foreach (var parameter in accessor.GenericParameters)
        {
            instance.GenericArguments.Add(parameter);
        }

        return instance;

        TypeReference Own(TypeReference type) =>
            GenericSubstitution.Replace(type, parameter => shim.GenericParameters[parameter.Position]);
    }

    /// <summary><c>DataShims.Elements(RuntimeFieldHandle, int)</c>, returning what the original constructor makes.</summary>
    internal MethodReference DataSpan(GenericInstanceType span)
    {
        var shim = new MethodReference("Elements", module.TypeSystem.Void, context.GuardType("DataShims", "RExecIL.Runtime.Shims"));
        var element = new GenericParameter(shim);
        shim.GenericParameters.Add(element);
        var returned = new GenericInstanceType(span.ElementType);
        returned.GenericArguments.Add(element);
        shim.ReturnType = returned;
        var handle = new TypeReference("System", "RuntimeFieldHandle", module, module.TypeSystem.CoreLibrary, valueType: true);
        shim.Parameters.Add(new ParameterDefinition(handle));
        shim.Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32));
        var instance = new GenericInstanceMethod(shim);
        instance.GenericArguments.Add(span.GenericArguments[0]);
        return instance;
    }

    /// <summary>A method of <c>StackAllocationShims</c> for memory that becomes a span of some type.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="span">The span or read-only span.</param>
    internal MethodReference StackAllocation(string name, GenericInstanceType span)
    {
        var shim = new MethodReference(name, module.TypeSystem.Void, context.GuardType("StackAllocationShims", "RExecIL.Runtime.Shims"));
        var element = new GenericParameter(shim);
        shim.GenericParameters.Add(element);
        var memory = SpanOf("Span`1");
        shim.ReturnType = name switch
        {
            "Allocate" or "AsSpan" => memory,
            "AsReadOnlySpan" => SpanOf("ReadOnlySpan`1"),
            "ElementAt" => new ByReferenceType(element),
            _ => module.TypeSystem.Void,
        };
        TypeReference[] parameters = name switch
        {
            "Allocate" => [module.TypeSystem.UIntPtr],
            "AsSpan" or "AsReadOnlySpan" => [memory, module.TypeSystem.Int32],
            "ElementAt" => [memory, module.TypeSystem.IntPtr],
            "Fill" => [memory, new TypeReference("System", "RuntimeFieldHandle", module, module.TypeSystem.CoreLibrary, valueType: true), module.TypeSystem.Int32],
            "Repeat" => [memory, module.TypeSystem.Int32, module.TypeSystem.Int32],
            _ => throw new UnreachableException(name),
        };
        foreach (var parameter in parameters)
        {
            shim.Parameters.Add(new ParameterDefinition(parameter));
        }

        var instance = new GenericInstanceMethod(shim);
        instance.GenericArguments.Add(span.GenericArguments[0]);
        return instance;

        // Both kinds of spans come from the assembly that the guest takes one from.
        GenericInstanceType SpanOf(string type)
        {
            var open = new TypeReference("System", type, module, span.ElementType.Scope, valueType: true);
            open.GenericParameters.Add(new GenericParameter(open));
            var closed = new GenericInstanceType(open);
            closed.GenericArguments.Add(element);
            return closed;
        }
    }

    /// <summary><c>DataShims.Copy</c> of the value of a static field.</summary>
    internal MethodReference Copy(FieldReference field)
    {
        var shim = new MethodReference("Copy", module.TypeSystem.Void, context.GuardType("DataShims", "RExecIL.Runtime.Shims"));
        var parameter = new GenericParameter(shim);
        shim.GenericParameters.Add(parameter);
        shim.ReturnType = new ByReferenceType(parameter);
        shim.Parameters.Add(new ParameterDefinition(parameter));
        var instance = new GenericInstanceMethod(shim);
        instance.GenericArguments.Add(GenericSubstitution.Replace(
            field.FieldType, open => ((GenericInstanceType)field.DeclaringType).GenericArguments[open.Position]));
        return instance;
    }

    private TypeReference In() =>
        new("System.Runtime.InteropServices", "InAttribute", module, module.TypeSystem.CoreLibrary);

    private static TypeReference OpenForm(TypeReference type)
    {
        if (type is not GenericInstanceType instance)
        {
            return type;
        }

        var open = new GenericInstanceType(instance.ElementType);
        foreach (var parameter in instance.ElementType.GenericParameters)
        {
            open.GenericArguments.Add(parameter);
        }

        return open;
    }
}
