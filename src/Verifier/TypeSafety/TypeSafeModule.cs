using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>A permitted module whose bodies keep to their types: the proof that RX3 was passed.</summary>
internal sealed class TypeSafeModule
{
    /// <summary>IL of the smallest part, in bytes: enough that what parts cannot share does not matter much.</summary>
    private const int PartSize = 128 * 1024;

    /// <summary>Threads that a large module can keep busy; each part finds out about types and members anew.</summary>
    private const int MaxParts = 8;

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
        // What is found must not depend on how many threads there are: the parts are the same on every machine, each has a
        // type system of its own, and their findings are put together in order.
        var parts = Split(context.Module.Types).ToList();
        var found = new List<Diagnostic>[parts.Count + 1];
        var allocated = new List<StackAllocation>[parts.Count];
        Work.Share(found.Length, context.Limits.MaxThreads, index =>
        {
            if (index == parts.Count)
            {
                found[index] = CheckWhole(context);
                return;
            }

            found[index] = CheckPart(parts[index], context, allocated[index] = []);
        });

        allocations.AddRange(allocated.SelectMany(part => part));
        return found[^1].Concat(found.SkipLast(1).SelectMany(part => part))
            .DistinctBy(diagnostic => (diagnostic.Id, diagnostic.Location));
    }

    /// <summary>What takes little time, or looks at the module as a whole.</summary>
    private static List<Diagnostic> CheckWhole(RuleContext context) =>
    [
        .. UnmanagedTypeCheck.Check(context),
        .. ExplicitLayoutCheck.Check(context),
        .. FrameSizeCheck.Check(context),
        .. PooledCopyCheck.Check(context),
    ];

    private static List<Diagnostic> CheckPart(EquatableArray<TypeModel> part, RuleContext context, List<StackAllocation> allocations)
    {
        var diagnostics = new List<Diagnostic>();
        var types = new TypeSystem(context.Closure);
        var definitions = new TypeDefinitionCheck(context, types);
        var overrides = new OverrideCheck(context, types);
        var interfaces = new InterfaceImplementationCheck(context, types);
        var verifier = new MethodVerifier(context, types);
        var canCopyPooled = PooledCopyCheck.ConcernsBodies(context);
        foreach (var type in part)
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
                diagnostics.AddRange(canCopyPooled ? PooledCopyCheck.Check(method, context) : []);
                diagnostics.AddRange(found);
            }
        }

        return diagnostics;
    }

    /// <summary>Consecutive types with about the same size of IL in each part.</summary>
    private static IEnumerable<EquatableArray<TypeModel>> Split(EquatableArray<TypeModel> types)
    {
        var partSize = Math.Max(PartSize, types.Items.Sum(static type => SizeOf(type)) / MaxParts);
        var (start, size) = (0, 0L);
        for (var index = 0; index < types.Count; index++)
        {
            size += SizeOf(types[index]);
            if (size >= partSize || index == types.Count - 1)
            {
                yield return types.Slice(start, index + 1 - start);
                (start, size) = (index + 1, 0);
            }
        }
    }

    private static long SizeOf(TypeModel type)
    {
        var size = 0L;
        foreach (var method in type.Methods)
        {
            size += method.Body?.CodeSize ?? 0;
        }

        return size;
    }
}
