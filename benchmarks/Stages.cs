using RExecIL.Verifier;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Benchmarks;

/// <summary>The stages of verification one by one, each over all images, as <see cref="AssemblyVerifier"/> strings them together.</summary>
internal sealed class Stages(IReadOnlyList<GuestImage> images, ReferenceCatalog catalog, Policy policy, Limits limits)
{
    private readonly List<ScreenedImage> _screened = [];
    private readonly List<GuestModule> _modules = [];
    private readonly List<RuleContext> _contexts = [];

    /// <summary>Bytes of all images.</summary>
    internal long Size => images.Sum(image => (long)image.Bytes.Length);

    /// <summary>Method bodies of all images; known once they are read.</summary>
    internal int Bodies => _modules.Sum(module => module.Types.Items.Sum(type => type.Methods.Items.Count(method => method.Body is not null)));

    internal void Screen()
    {
        _screened.Clear();
        _screened.AddRange(images.Select(image => ScreenedImage.Open(image, limits).Value));
    }

    internal void Read()
    {
        _modules.Clear();
        _modules.AddRange(_screened.Select(image => ModuleReader.Read(image, catalog).Value));
    }

    internal int CheckPolicy()
    {
        var closure = new AssemblyClosure(catalog, _modules);
        _contexts.Clear();
        _contexts.AddRange(_modules.Select(module => new RuleContext(module, closure, policy, ImageOrigin.Guest)));
        return _contexts.Sum(context => PermittedModule.Check(context).Diagnostics.Length);
    }

    /// <summary>The framework's methods that the images refer to, each as often as one does.</summary>
    internal List<(TypeModel Type, MethodModel Method)> FrameworkMembers() =>
    [
        .. _contexts.SelectMany(context => context.Module.Contents.MethodReferences.Items
            .Select(reference => context.Members.Find(reference))
            .Where(found => found is { Type: var type } && catalog.KindOf(type.Identity.Assembly) == ReferenceKind.Framework)
            .Select(found => (found!.Type, found.Method))),
    ];

    internal int CheckTypes() => _contexts.Sum(context => TypeSafeModule.Check(context, []).Count());
}
