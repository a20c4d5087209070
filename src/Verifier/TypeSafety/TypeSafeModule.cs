using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>A permitted module without constructs that are unsafe wherever they stand: the proof that RX3 was passed.</summary>
/// <remarks>
/// This stage refuses by construct. It does not yet follow what is on the stack, so IL that mixes references and numbers
/// still passes; until the flow analysis stands here too, hostile bytes need a process of their own (docs/security.md).
/// </remarks>
internal sealed class TypeSafeModule
{
    private TypeSafeModule(PermittedModule module) => Permitted = module;

    internal PermittedModule Permitted { get; }

    /// <summary>Checks all types and bodies of a module.</summary>
    internal static Checked<TypeSafeModule> Check(PermittedModule module)
    {
        var context = module.Context;
        var diagnostics = new List<Diagnostic>();
        diagnostics.AddRange(UnmanagedTypeCheck.Check(context));
        diagnostics.AddRange(ExplicitLayoutCheck.Check(context));
        diagnostics.AddRange(FrameSizeCheck.Check(context));
        diagnostics.AddRange(PooledCopyCheck.Check(context));
        foreach (var method in context.MethodsWithBody)
        {
            diagnostics.AddRange(UnverifiableOpCodeCheck.Check(method, context));
            diagnostics.AddRange(FilterBodyCheck.Check(method, context));
            diagnostics.AddRange(PooledCopyCheck.Check(method, context));
        }

        return Checked<TypeSafeModule>.Of(new TypeSafeModule(module), diagnostics);
    }
}
