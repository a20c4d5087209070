using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Makes the static methods that delegates to redirected members point to.</summary>
/// <remarks>
/// <code>
/// ldftn string File::ReadAllText(string)   =>   ldftn string User/&lt;Thunks&gt;::ReadAllText_1(string)
///                                               ReadAllText_1(string p) => FileShims.ReadAllText(p, Sandbox)
/// </code>
/// They are nested in the type whose code makes the delegate: what it may name, they may name.
/// A delegate over an instance member is closed over its instance, which becomes the thunk's first parameter.
/// </remarks>
internal sealed class ThunkFactory(RewritingContext context, ModuleDefinition module)
{
    private readonly Dictionary<string, MethodDefinition> _thunks = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeDefinition, TypeDefinition> _types = [];

    /// <summary>The thunk for a redirected method, made at most once per method, arguments and user.</summary>
    /// <param name="original">What the delegate is made of.</param>
    /// <param name="redirected">Its shim.</param>
    /// <param name="user">The code that makes the delegate, whose type parameters the method may depend on.</param>
    internal MethodReference Of(MethodReference original, Judgement.Redirected redirected, MethodDefinition user) =>
        Of(original, user, Annotations.HasReadOnlyThis(redirected.OriginalType, redirected.Original), (thunk, callee) =>
        {
            var il = thunk.Body.GetILProcessor();
            if (redirected.PassesSandbox)
            {
                il.Append(context.LoadSandbox());
            }

            il.Emit(OpCodes.Call, context.Shims.Of(callee, redirected));
        }, (_, _) => { });

    /// <summary>A thunk that calls the member itself, in a body that the caller edits.</summary>
    /// <param name="original">As above.</param>
    /// <param name="user">As above.</param>
    /// <param name="edit">Gets the body, and the member as the body calls it.</param>
    internal MethodReference Of(MethodReference original, MethodDefinition user, Action<MethodBody, MethodReference> edit)
    {
        var opCode = original.HasThis && !context.Plan.IsOfValue(original.MetadataToken.ToInt32()) ? OpCodes.Callvirt : OpCodes.Call;
        return Of(original, user, copies: false, (thunk, callee) => thunk.Body.GetILProcessor().Emit(opCode, callee), edit);
    }

    private MethodReference Of(
        MethodReference original,
        MethodDefinition user,
        bool copies,
        Action<MethodDefinition, MethodReference> call,
        Action<MethodBody, MethodReference> edit)
    {
        // A thunk of an open method has the type parameters of its user, with their constraints.
        GenericParameter[] parameters = original.ContainsGenericParameter
            ? [.. user.DeclaringType.GenericParameters, .. user.GenericParameters]
            : [];
        var key = $"{original.FullName} in {(parameters.Length == 0 ? user.DeclaringType.FullName : user.FullName)}";
        if (!_thunks.TryGetValue(key, out var thunk))
        {
            thunk = Make(original, parameters, user.DeclaringType, copies, call, edit);
            _thunks.Add(key, thunk);
        }

        if (parameters.Length == 0)
        {
            return thunk;
        }

        var instance = new GenericInstanceMethod(thunk);
        foreach (var parameter in parameters)
        {
            instance.GenericArguments.Add(parameter);
        }

        return instance;
    }

    private MethodDefinition Make(
        MethodReference reference,
        GenericParameter[] parameters,
        TypeDefinition user,
        bool copies,
        Action<MethodDefinition, MethodReference> call,
        Action<MethodBody, MethodReference> edit)
    {
        if (!_types.TryGetValue(user, out var type))
        {
            type = GeneratedTypes.AddThunks(user, module);
            _types.Add(user, type);
        }

        var thunk = new MethodDefinition(
            $"{reference.Name}_{_thunks.Count + 1}",
            MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig,
            module.TypeSystem.Void);
        foreach (var parameter in parameters)
        {
            thunk.GenericParameters.Add(new GenericParameter($"T{thunk.GenericParameters.Count}", thunk)
            {
                Attributes = parameter.Attributes & ~GenericParameterAttributes.VarianceMask,
            });
        }

        for (var index = 0; index < parameters.Length; index++)
        {
            foreach (var constraint in parameters[index].Constraints)
            {
                thunk.GenericParameters[index].Constraints.Add(new GenericParameterConstraint(Own(constraint.ConstraintType)));
            }
        }

        var original = parameters.Length == 0 ? reference : Opened(reference, Own);
        thunk.ReturnType = Closed(original.ReturnType);
        thunk.Body.InitLocals = true;
        var unboxes = original.HasThis && context.Plan.IsOfValue(reference.MetadataToken.ToInt32());
        if (original.HasThis)
        {
            // A delegate over a value holds it boxed.
            thunk.Parameters.Add(new ParameterDefinition(unboxes ? module.TypeSystem.Object : original.DeclaringType));
        }

        foreach (var parameter in original.Parameters)
        {
            thunk.Parameters.Add(new ParameterDefinition(Closed(parameter.ParameterType)));
        }

        var il = thunk.Body.GetILProcessor();
        il.Append(context.CallGuard("Enter"));
        foreach (var parameter in thunk.Parameters)
        {
            il.Emit(OpCodes.Ldarg, parameter);
            if (unboxes && parameter.Index == 0)
            {
                Unbox(original.DeclaringType, copies, thunk.Body);
            }
        }

        call(thunk, original);
        il.Emit(OpCodes.Ret);
        type.Methods.Add(thunk);
        edit(thunk.Body, original);
        return thunk;

        // The user's parameters, of its type and of itself, are the thunk's own, in this order.
        TypeReference Own(TypeReference open) => GenericSubstitution.Replace(open, parameter =>
            thunk.GenericParameters[parameter.Position + (parameter.Type == GenericParameterType.Method ? user.GenericParameters.Count : 0)]);

        TypeReference Closed(TypeReference open) => GenericSubstitution.Replace(open, parameter =>
            parameter.Type == GenericParameterType.Method
                ? ((GenericInstanceMethod)original).GenericArguments[parameter.Position]
                : ((GenericInstanceType)original.DeclaringType).GenericArguments[parameter.Position]);
    }

    /// <summary>
    /// A reference into a box is read-only, and a shim does not say that it writes nothing: a method that leaves its value
    /// alone gets a copy.
    /// </summary>
    private static void Unbox(TypeReference type, bool copies, MethodBody body)
    {
        var il = body.GetILProcessor();
        if (!copies)
        {
            il.Emit(OpCodes.Unbox, type);
            return;
        }

        var copy = new VariableDefinition(type);
        body.Variables.Add(copy);
        il.Emit(OpCodes.Unbox_Any, type);
        il.Emit(OpCodes.Stloc, copy);
        il.Emit(OpCodes.Ldloca, copy);
    }

    /// <summary>The method with other arguments for its type and for itself.</summary>
    private static MethodReference Opened(MethodReference reference, Func<TypeReference, TypeReference> own)
    {
        var element = reference.GetElementMethod();
        var method = element;
        if (element.DeclaringType.ContainsGenericParameter)
        {
            method = new MethodReference(element.Name, element.ReturnType, own(element.DeclaringType))
            {
                HasThis = element.HasThis,
                ExplicitThis = element.ExplicitThis,
                CallingConvention = element.CallingConvention,
            };
            foreach (var parameter in element.Parameters)
            {
                method.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
            }

            foreach (var parameter in element.GenericParameters)
            {
                method.GenericParameters.Add(new GenericParameter(parameter.Name, method));
            }
        }

        if (reference is not GenericInstanceMethod instance)
        {
            return method;
        }

        var opened = new GenericInstanceMethod(method);
        foreach (var argument in instance.GenericArguments)
        {
            opened.GenericArguments.Add(own(argument));
        }

        return opened;
    }
}
