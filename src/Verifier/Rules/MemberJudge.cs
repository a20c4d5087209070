using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>Decides on the members that one module names, each once. Safe to share between threads.</summary>
internal sealed class MemberJudge(GuestModule module, ModuleMembers members, AssemblyClosure closure, Policy policy, ImageOrigin origin)
{
    private readonly TokenTable<Judgement> _judgements = new(module);

    /// <summary>The judgement on a method, whoever uses it. Generic arguments are judged as types.</summary>
    internal Judgement Of(MethodReference method) => _judgements[method.Token] ??= Decide(method);

    /// <summary>The judgement on a field, whoever uses it.</summary>
    internal Judgement Of(FieldReference field) => _judgements[field.Token] ??= Decide(field);

    private Judgement Decide(MethodReference reference)
    {
        if (reference.DeclaringType is ArraySignature)
        {
            // The runtime makes these four for arrays with more than one dimension (ECMA-335 II.14.2).
            return reference.Name is "Get" or "Set" or "Address" or ".ctor"
                ? Judgement.Allowed.Instance
                : new Judgement.Missing(Text.Of(reference), "does not exist: arrays have no such method");
        }

        if (members.Find(reference) is not { } found)
        {
            return new Judgement.Missing(Text.Of(reference), "does not exist, or could be either of two");
        }

        if (closure.IsGuest(found.Type.Identity))
        {
            return found.Type.IsDelegate && found.Method.Name is "BeginInvoke" or "EndInvoke"
                ? new Judgement.Denied(Text.Of(reference), "runs a delegate on another thread, outside the guard", "")
                : Judgement.Allowed.Instance;
        }

        if (!closure.Catalog.IsPublic(found.Type) || !AssemblyClosure.IsAccessible(found.Method.Attributes, fromDerivedType: true))
        {
            return new Judgement.Missing(Text.Of(reference), "is not public");
        }

        if (closure.Catalog.KindOf(found.Type.Identity.Assembly) == ReferenceKind.Guard)
        {
            return origin == ImageOrigin.Rewriter && policy.AllowsInEmittedCode(found.Type, found.Method)
                ? AssemblyClosure.IsAccessible(found.Method.Attributes, fromDerivedType: false)
                    ? Judgement.Allowed.Instance
                    : new Judgement.AllowedToDerived(found.Type.Identity)
                : new Judgement.Denied(Text.Of(reference), "belongs to the guard library, which only the rewriter may name", "");
        }

        return policy.Of(found.Type, found.Method) switch
        {
            MemberVerdict.Allow when AssemblyClosure.IsAccessible(found.Method.Attributes, fromDerivedType: false) =>
                Judgement.Allowed.Instance,
            MemberVerdict.Allow => new Judgement.AllowedToDerived(found.Type.Identity),
            MemberVerdict.Redirect redirect when origin == ImageOrigin.Guest =>
                new Judgement.Redirected(found.Method, found.Type, redirect.Shim, redirect.PassesSandbox) { Constrained = redirect.Constrained },
            MemberVerdict.Redirect => new Judgement.Denied(Text.Of(reference), "should have been replaced by its shim", ""),
            MemberVerdict.Deny deny => new Judgement.Denied(Text.Of(reference), deny.Reason, deny.Hint),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    private Judgement Decide(FieldReference reference)
    {
        if (members.Find(reference) is not { } found)
        {
            return new Judgement.Missing(Text.Of(reference), "does not exist");
        }

        if (closure.IsGuest(found.Type.Identity))
        {
            return Judgement.Allowed.Instance;
        }

        if (!closure.Catalog.IsPublic(found.Type) || !AssemblyClosure.IsAccessible(found.Field.Attributes, fromDerivedType: true))
        {
            return new Judgement.Missing(Text.Of(reference), "is not public");
        }

        return policy.Of(found.Type, found.Field) switch
        {
            MemberVerdict.Allow => Judgement.Allowed.Instance,
            MemberVerdict.Deny deny => new Judgement.Denied(Text.Of(reference), deny.Reason, deny.Hint),
            _ => new Judgement.Denied(Text.Of(reference), "is a field, which cannot be redirected", ""),
        };
    }
}
