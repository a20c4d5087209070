using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2003: guest code has no way into native code.</summary>
/// <remarks>
/// IL checks end where native code begins, so no policy can allow it. The runtime's own bodies are left to delegates only.
/// Source: ECMA-335 II.15.5 (unmanaged methods), II.22.22 (ImplMap), II.14.6 (delegates).
/// </remarks>
internal sealed class NativeMethodRule : IMethodRule
{
    internal static readonly DiagnosticDescriptor NativeMethod =
        new("RX2003", "Method is implemented outside IL", "ECMA-335 II.15.5");

    private const MethodImplAttributes Allowed =
        MethodImplAttributes.NoInlining | MethodImplAttributes.NoOptimization | MethodImplAttributes.AggressiveInlining
        | MethodImplAttributes.AggressiveOptimization | MethodImplAttributes.Synchronized;

    public IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context) => Fault(method, context) is { } fault
        ? [NativeMethod.At(context.At(method), $"{Text.Of(method.DeclaringType)}.{method.Name} {fault}. No policy can allow it.")]
        : [];

    private static string? Fault(MethodModel method, RuleContext context)
    {
        var isAbstract = (method.Attributes & MethodAttributes.Abstract) != 0;
        var code = method.ImplementationAttributes & (MethodImplAttributes.CodeTypeMask | MethodImplAttributes.ManagedMask);
        var options = method.ImplementationAttributes & ~(MethodImplAttributes.CodeTypeMask | MethodImplAttributes.ManagedMask);
        return method switch
        {
            _ when method.HasImportMap || (method.Attributes & MethodAttributes.PinvokeImpl) != 0 => "calls native code (P/Invoke)",
            _ when (method.Attributes & MethodAttributes.UnmanagedExport) != 0 => "is exported to native code",
            _ when (options & ~Allowed) != 0 => $"has implementation flags that are not allowed ({options & ~Allowed})",
            { Body: not null } when code == MethodImplAttributes.IL && !isAbstract => null,
            { Body: null } when code == MethodImplAttributes.IL && isAbstract => null,
            { Body: null } when code == MethodImplAttributes.Runtime && IsDelegateMember(method, context) => null,
            _ => "has no IL body of its own",
        };
    }

    private static bool IsDelegateMember(MethodModel method, RuleContext context) =>
        method.Name is ".ctor" or "Invoke" or "BeginInvoke" or "EndInvoke"
        && context.Closure.Find(method.DeclaringType) is { IsDelegate: true };
}
