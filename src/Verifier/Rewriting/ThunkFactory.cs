using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Makes the static methods that delegates to redirected members point to.</summary>
/// <remarks>
/// <code>
/// ldftn string File::ReadAllText(string)   =>   ldftn string Thunks::ReadAllText_1(string)
///                                               Thunks::ReadAllText_1(string p) => FileShims.ReadAllText(p, Sandbox)
/// </code>
/// A delegate over an instance member is closed over its instance, which becomes the thunk's first parameter.
/// </remarks>
internal sealed class ThunkFactory(RewritingContext context, ModuleDefinition module)
{
    private readonly Dictionary<string, MethodDefinition> _thunks = new(StringComparer.Ordinal);
    private TypeDefinition? _type;

    /// <summary>The thunk for a redirected method, made at most once per method and arguments.</summary>
    /// <exception cref="NotSupportedException">The reference depends on type parameters of the code that makes the delegate.</exception>
    internal MethodDefinition Of(MethodReference original, Judgement.Redirected redirected) => Of(original, thunk =>
    {
        var il = thunk.Body.GetILProcessor();
        if (redirected.PassesSandbox)
        {
            il.Append(context.LoadSandbox());
        }

        il.Emit(OpCodes.Call, context.Shims.Of(original, redirected));
    });

    /// <summary>A thunk that calls the member itself, in a body that the caller edits.</summary>
    /// <exception cref="NotSupportedException">As above.</exception>
    internal MethodDefinition Of(MethodReference original, Action<MethodBody> edit)
    {
        var isNew = !_thunks.ContainsKey(original.FullName);
        var thunk = Of(original, thunk => thunk.Body.GetILProcessor().Emit(
            original.HasThis && !context.Plan.IsOfValue(original.MetadataToken.ToInt32()) ? OpCodes.Callvirt : OpCodes.Call, original));
        if (isNew)
        {
            edit(thunk.Body);
        }

        return thunk;
    }

    private MethodDefinition Of(MethodReference original, Action<MethodDefinition> call)
    {
        if (original.ContainsGenericParameter)
        {
            throw new NotSupportedException($"A delegate to {original.FullName} depends on type parameters.");
        }

        if (!_thunks.TryGetValue(original.FullName, out var thunk))
        {
            thunk = Make(original, call);
            _thunks.Add(original.FullName, thunk);
        }

        return thunk;
    }

    private MethodDefinition Make(MethodReference original, Action<MethodDefinition> call)
    {
        _type ??= GeneratedTypes.AddThunks(module);
        var thunk = new MethodDefinition(
            $"{original.Name}_{_thunks.Count + 1}",
            MethodAttributes.Assembly | MethodAttributes.Static | MethodAttributes.HideBySig,
            Closed(original.ReturnType));
        thunk.Body.InitLocals = true;
        var unboxes = original.HasThis && context.Plan.IsOfValue(original.MetadataToken.ToInt32());
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
                il.Emit(OpCodes.Unbox, original.DeclaringType);
            }
        }

        call(thunk);
        il.Emit(OpCodes.Ret);
        _type.Methods.Add(thunk);
        return thunk;

        TypeReference Closed(TypeReference type) => GenericSubstitution.Replace(type, parameter =>
            parameter.Type == GenericParameterType.Method
                ? ((GenericInstanceMethod)original).GenericArguments[parameter.Position]
                : ((GenericInstanceType)original.DeclaringType).GenericArguments[parameter.Position]);
    }
}
