using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>A permitted module whose bodies keep to their types: the proof that RX3 was passed.</summary>
internal sealed class TypeSafeModule
{
    private TypeSafeModule(PermittedModule module, IReadOnlyList<StackAllocation> stackAllocations) =>
        (Permitted, StackAllocations) = (module, stackAllocations);

    internal PermittedModule Permitted { get; }

    /// <summary>What the bodies allocate on the stack, which the rewriter replaces; none in rewritten bytes.</summary>
    internal IReadOnlyList<StackAllocation> StackAllocations { get; }

    /// <summary>Checks all types and bodies of a module.</summary>
    internal static Checked<TypeSafeModule> Check(PermittedModule module)
    {
        var allocations = new List<StackAllocation>();
        var diagnostics = Check(module.Context, allocations).ToList();
        return Checked<TypeSafeModule>.Of(new TypeSafeModule(module, allocations), diagnostics);
    }

    /// <summary>All findings of the stage, whatever the stage before has found.</summary>
    internal static IEnumerable<Diagnostic> Check(RuleContext context, List<StackAllocation> allocations)
    {
        var diagnostics = new List<Diagnostic>();
        diagnostics.AddRange(UnmanagedTypeCheck.Check(context));
        diagnostics.AddRange(ExplicitLayoutCheck.Check(context));
        diagnostics.AddRange(FrameSizeCheck.Check(context));
        diagnostics.AddRange(PooledCopyCheck.Check(context));
        var types = new TypeSystem(context.Closure);
        var definitions = new TypeDefinitionCheck(context, types);
        var overrides = new OverrideCheck(context, types);
        var interfaces = new InterfaceImplementationCheck(context, types);
        var verifier = new MethodVerifier(context, types);
        foreach (var type in context.Module.Types)
        {
            if (diagnostics.Count > context.Limits.MaxDiagnostics)
            {
                break; // No more are reported, and they could take more memory than the image.
            }

            diagnostics.AddRange(definitions.Check(type));
            diagnostics.AddRange(overrides.Check(type));
            diagnostics.AddRange(interfaces.Check(type));
            foreach (var method in type.Methods)
            {
                if (method.Body is null || context.IsReplaced(method) || diagnostics.Count > context.Limits.MaxDiagnostics)
                {
                    continue;
                }

                var found = verifier.Verify(type, method, allocations);
                diagnostics.AddRange(UnverifiableOpCodeCheck.Check(method, context, verifier));
                diagnostics.AddRange(FilterBodyCheck.Check(method, context));
                diagnostics.AddRange(PooledCopyCheck.Check(method, context));
                diagnostics.AddRange(found);
            }
        }

        return diagnostics.DistinctBy(diagnostic => (diagnostic.Id, diagnostic.Location));
    }
}
