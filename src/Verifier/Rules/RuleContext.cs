using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>What the rules judge one module by.</summary>
internal sealed class RuleContext
{
    private readonly Lazy<SourceMap> _sources;
    private readonly Lazy<List<MethodModel>> _methodsWithBody;
    private readonly Lazy<TokenTable<object>> _definitions;
    private readonly Lazy<HashSet<TypeSignature>> _mentionedTypes;

    internal RuleContext(GuestModule module, AssemblyClosure closure, Policy policy, ImageOrigin origin)
    {
        (Module, Closure, Policy, Origin) = (module, closure, policy, origin);
        _sources = new Lazy<SourceMap>(() => SourceMap.Read(module.Contents.Image));
        _methodsWithBody = new Lazy<List<MethodModel>>(() =>
            [.. module.Types.Items.SelectMany(type => type.Methods.Items).Where(method => method.Body is not null && !IsReplaced(method))]);
        _definitions = new Lazy<TokenTable<object>>(FindDefinitions);
        _mentionedTypes = new Lazy<HashSet<TypeSignature>>(() => Rules.MentionedTypes.In(module.Contents));
        Members = new ModuleMembers(module, closure);
        Judge = new MemberJudge(module, Members, closure, policy, origin);
    }

    internal GuestModule Module { get; }

    internal AssemblyClosure Closure { get; }

    internal Policy Policy { get; }

    internal ImageOrigin Origin { get; }

    /// <summary>What the members that the module names lead to.</summary>
    internal ModuleMembers Members { get; }

    /// <summary>Decides on the members that the module names.</summary>
    internal MemberJudge Judge { get; }

    /// <summary>The generic instances and arrays anywhere in the module's signatures.</summary>
    internal IReadOnlySet<TypeSignature> MentionedTypes => _mentionedTypes.Value;

    internal Limits Limits => Module.Contents.Image.Limits;

    /// <summary>
    /// The methods whose IL counts: all but those whose whole body the rewriter throws away. In rewritten bytes all count.
    /// </summary>
    internal IReadOnlyList<MethodModel> MethodsWithBody => _methodsWithBody.Value;

    /// <summary>Whether the rewriter throws away the method's body.</summary>
    internal bool IsReplaced(MethodModel method) =>
        Origin == ImageOrigin.Guest && (CompilerIdioms.BodyReplacement(method) is not null || CompilerIdioms.TellsAttributes(method));

    /// <summary>The place of the assembly as a whole, or of one of its rows.</summary>
    internal CodeLocation At(int token = 0) => new(Module.Name) { Token = token };

    /// <summary>The place of a type.</summary>
    internal CodeLocation At(TypeModel type) => new(Module.Name) { Type = type.Identity.FullName, Token = type.Token };

    /// <summary>The place of a field.</summary>
    internal CodeLocation At(FieldModel field) => new(Module.Name)
    {
        Type = field.DeclaringType.FullName,
        Member = field.Name,
        Token = field.Token,
    };

    /// <summary>The place of a method, or of one of its instructions.</summary>
    internal CodeLocation At(MethodModel method, int offset = -1) => new(Module.Name)
    {
        Type = method.DeclaringType.FullName,
        Member = method.Name,
        Token = method.Token,
        ILOffset = offset,
    };

    /// <summary>The place of the type, method or field definition that a token names; of the row for other tokens.</summary>
    internal CodeLocation PlaceOf(int token) => (token >> 24) switch
    {
        0x02 => At(Module.Types[(token & 0xFF_FFFF) - 1]),
        0x04 => At((FieldModel)_definitions.Value[token]!),
        0x06 => At((MethodModel)_definitions.Value[token]!),
        _ => At(token),
    };

    /// <summary>
    /// A finding with its source line. Symbols are opened for the first finding and not before: most places that rules make
    /// are of things that turn out to be in order.
    /// </summary>
    internal Diagnostic InSource(Diagnostic diagnostic) =>
        diagnostic with { Location = _sources.Value.Locate(diagnostic.Location) };

    private TokenTable<object> FindDefinitions()
    {
        var definitions = new TokenTable<object>(Module);
        foreach (var type in Module.Types)
        {
            foreach (var method in type.Methods)
            {
                definitions[method.Token] = method;
            }

            foreach (var field in type.Fields)
            {
                definitions[field.Token] = field;
            }
        }

        return definitions;
    }
}

/// <summary>Who wrote the bytes that are checked.</summary>
internal enum ImageOrigin
{
    /// <summary>The guest's author: names of ours are refused.</summary>
    Guest,

    /// <summary>The rewriter, as untrusted as the guest: it may name our guards and shims, and must name no redirected member.</summary>
    Rewriter,
}
