using Mono.Cecil;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Rewriting.Passes;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Rewrites a type-safe module: the one list of passes, and the door out through Mono.Cecil.</summary>
internal static class RewritingPipeline
{
    internal static readonly DiagnosticDescriptor Failed =
        new("RX4001", "Assembly cannot be rewritten", "Fail closed: what cannot be rewritten does not run");

    private static readonly IRewritingPass[] Passes =
    [
        new InitLocalsPass(),       // anywhere: it changes a flag
        new InliningPass(),         // before all that inserts: it goes by the original size
        new CompilerIdiomPass(),    // before all that inserts: it looks at neighbours in the original order
        new StackAllocationPass(),  // as above, for the data that fills stack memory
        new ForeignStaticPass(),    // by original offset
        new TailCallPass(),         // before redirects: no prefix is left before a call that becomes two instructions
        new RedirectPass(),         // by original offset
        new EnumeratorPass(),       // by original offset; before allocations are counted, as it counts its own
        new DelegatePass(),         // by original reference, as the next; a delegate that counts checks already
        new AmountPass(),           // by original reference; before the next, which counts the call itself
        new AllocationPass(),       // after redirects: shims count what they allocate themselves
        new CountPass(),            // anywhere before the next: it stands before returns
        new InterruptPass(),        // after those: a check stands before what loops come back to, all that was inserted included
        new ExceptionClausePass(),  // last: every handler, with all that the passes before put into it
    ];

    /// <summary>Rewrites the module. What the library cannot do is a diagnostic.</summary>
    /// <param name="module">The module.</param>
    /// <param name="metersFuel">Whether it is to charge fuel.</param>
    internal static Checked<RewrittenImage> Run(TypeSafeModule module, bool metersFuel)
    {
        var context = module.Permitted.Context;
        try
        {
            return Checked<RewrittenImage>.Accept(Rewrite(context, module.StackAllocations, metersFuel));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The boundary to Mono.Cecil: on images that passed the stages before, whatever it throws is its limit, and the
            // image is refused.
            return Checked<RewrittenImage>.Refuse(Failed.At(
                context.At(), $"The assembly cannot be rewritten: {exception.Message} ({exception.GetType().Name})."));
        }
    }

    private static RewrittenImage Rewrite(RuleContext context, IReadOnlyList<StackAllocation> stackAllocations, bool metersFuel)
    {
        using var input = new MemoryStream(context.Module.Contents.Image.Bytes, writable: false);
        using var module = ModuleDefinition.ReadModule(input, new ReaderParameters(ReadingMode.Deferred)
        {
            MetadataResolver = new CatalogMetadataResolver(context.Closure, context.Module),
            ReadSymbols = false,
            InMemory = true,
        });

        module.ExportedTypes.Clear();
        Optimize(module.Assembly);
        var rewriting = new RewritingContext(module, RewritingPlan.Of(context, stackAllocations, metersFuel));
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToList())
        {
            if (method.DeclaringType.Namespace != GeneratedTypes.Namespace)
            {
                RewriteBody(method, rewriting);
            }
        }

        ValueEquality.Add(module, rewriting);
        if (metersFuel)
        {
            FuelCharges.Insert(module, rewriting, name => context.Closure.Catalog.KindOf(name) is null);
        }

        using var output = new MemoryStream();
        module.Write(output, new WriterParameters { DeterministicMvid = true, Timestamp = 0 });
        return new RewrittenImage(context.Module.Name, output.ToArray());
    }

    /// <summary>
    /// Takes off the compiler's mark of a debug build: it would keep the JIT from inlining the guards, at several times the
    /// running time.
    /// </summary>
    private static void Optimize(AssemblyDefinition assembly)
    {
        foreach (var mark in assembly.CustomAttributes.Where(mark => mark.AttributeType.FullName == "System.Diagnostics.DebuggableAttribute").ToList())
        {
            assembly.CustomAttributes.Remove(mark);
        }
    }

    private static void RewriteBody(MethodDefinition method, RewritingContext context)
    {
        var editor = new BodyEditor(method.Body);
        foreach (var pass in Passes)
        {
            pass.Rewrite(method, editor, context);
        }

        editor.Finish();
    }
}
