using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>
/// What the generated baseline never offers, whatever the surface list says: power in the hands of the caller.
/// </summary>
/// <remarks>
/// These rules look at a member's declaration alone, so they also hold for members that a later runtime adds to a type
/// that is offered. What they refuse too much of, the overlay allows line by line, with a reason.
/// </remarks>
internal static class EntryRules
{
    private static readonly HashSet<string> HandleTypes = new(StringComparer.Ordinal)
    {
        "System.RuntimeTypeHandle", "System.RuntimeMethodHandle", "System.RuntimeFieldHandle", "System.ModuleHandle",
        "System.RuntimeArgumentHandle", "System.ArgIterator", "System.TypedReference", "System.Buffers.MemoryHandle",
        "System.AppDomain", "System.IAsyncResult", "System.AsyncCallback", "System.IO.UnmanagedMemoryStream",
        "System.IO.UnmanagedMemoryAccessor",
        "System.Runtime.ConstrainedExecution.CriticalFinalizerObject",
    };

    private static readonly string[] DeniedNamespaces =
    [
        "System.Runtime.InteropServices", "System.Reflection", "System.Threading", "System.Runtime.Serialization",
        "System.Runtime.Loader", "System.Runtime.Intrinsics", "System.Linq.Expressions", "System.Dynamic", "System.Security",
        "System.Resources", "System.ComponentModel.Design", "Microsoft.Win32", "System.Runtime.Remoting", "System.Net",
        "System.Configuration",
    ];

    /// <summary>
    /// Types of the namespaces above that hold data only, and tasks and requests, whose dangerous members the overlay redirects.
    /// </summary>
    private static readonly HashSet<string> HarmlessTypes = new(StringComparer.Ordinal)
    {
        "System.Threading.CancellationToken", "System.Threading.LazyThreadSafetyMode", "System.Threading.Lock",
        "System.Threading.Lock/Scope", "System.Threading.CancellationTokenRegistration",
        "System.Threading.CancellationTokenSource", "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1",
        "System.Threading.Tasks.TaskStatus", "System.Threading.Tasks.TaskCreationOptions",
        "System.Threading.Tasks.TaskContinuationOptions", "System.Threading.Tasks.ConfigureAwaitOptions",
        "System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask`1",
        "System.Threading.Tasks.Sources.IValueTaskSource", "System.Threading.Tasks.Sources.IValueTaskSource`1",
        "System.Threading.Tasks.Sources.ValueTaskSourceStatus",
        "System.Threading.Tasks.Sources.ValueTaskSourceOnCompletedFlags",
        "System.Net.HttpStatusCode", "System.Net.Http.HttpCompletionOption", "System.Net.Http.HttpContent",
        "System.Net.Http.HttpMethod", "System.Net.Http.HttpRequestError", "System.Net.Http.HttpRequestMessage",
        "System.Net.Http.HttpResponseMessage", "System.Net.Http.HttpVersionPolicy",
        "System.Net.Http.Headers.AuthenticationHeaderValue", "System.Net.Http.Headers.CacheControlHeaderValue",
        "System.Net.Http.Headers.ContentDispositionHeaderValue", "System.Net.Http.Headers.ContentRangeHeaderValue",
        "System.Net.Http.Headers.EntityTagHeaderValue", "System.Net.Http.Headers.HeaderStringValues",
        "System.Net.Http.Headers.HeaderStringValues/Enumerator", "System.Net.Http.Headers.HttpContentHeaders",
        "System.Net.Http.Headers.HttpHeaderValueCollection`1", "System.Net.Http.Headers.HttpHeaders",
        "System.Net.Http.Headers.HttpHeadersNonValidated", "System.Net.Http.Headers.HttpHeadersNonValidated/Enumerator",
        "System.Net.Http.Headers.HttpRequestHeaders", "System.Net.Http.Headers.HttpResponseHeaders",
        "System.Net.Http.Headers.MediaTypeHeaderValue", "System.Net.Http.Headers.MediaTypeWithQualityHeaderValue",
        "System.Net.Http.Headers.NameValueHeaderValue", "System.Net.Http.Headers.NameValueWithParametersHeaderValue",
        "System.Net.Http.Headers.ProductHeaderValue", "System.Net.Http.Headers.ProductInfoHeaderValue",
        "System.Net.Http.Headers.RangeConditionHeaderValue", "System.Net.Http.Headers.RangeHeaderValue",
        "System.Net.Http.Headers.RangeItemHeaderValue", "System.Net.Http.Headers.RetryConditionHeaderValue",
        "System.Net.Http.Headers.StringWithQualityHeaderValue", "System.Net.Http.Headers.TransferCodingHeaderValue",
        "System.Net.Http.Headers.TransferCodingWithQualityHeaderValue", "System.Net.Http.Headers.ViaHeaderValue",
        "System.Net.Http.Headers.WarningHeaderValue",
    };

    /// <summary>Types whose members compute with native integers as numbers.</summary>
    private static readonly HashSet<string> NativeIntegerTypes = new(StringComparer.Ordinal)
    {
        "System.IntPtr", "System.UIntPtr", "System.Math", "System.Numerics.BitOperations", "System.Threading.Interlocked",
        "System.Threading.Volatile", "System.Numerics.BigInteger", "System.Decimal", "System.Int128", "System.UInt128",
        "System.Half", "System.HashCode",
    };

    /// <summary>Why a method is never offered; null when no rule speaks against it.</summary>
    /// <param name="type">The declaring type.</param>
    /// <param name="method">The method.</param>
    internal static string? Refuse(TypeModel type, MethodModel method)
    {
        var name = method.Name;
        if (IsNamedAsDangerous(name))
        {
            return "its name says that it is not memory-safe";
        }

        if (name is "Finalize")
        {
            return "finalizers run on a thread outside all guards";
        }

        if (name is "GetPinnableReference")
        {
            return "it serves pinning alone and hands out a reference into read-only data";
        }

        if (method.IsStatic && (StartsAccessor(name, "set_") || StartsAccessor(name, "add_") || StartsAccessor(name, "remove_")))
        {
            return "it changes state that the whole process shares";
        }

        if (name.EndsWith("Async", StringComparison.Ordinal))
        {
            return "it may go on on another thread";
        }

        if (type.IsDelegate && method.IsConstructor)
        {
            return null;
        }

        return method.Signature.Parts.Select(part => Refuse(type, part)).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>Why a field is never offered; null when no rule speaks against it.</summary>
    /// <param name="type">The declaring type.</param>
    /// <param name="field">The field.</param>
    /// <param name="find">Looks a type up.</param>
    internal static string? Refuse(TypeModel type, FieldModel field, Func<TypeIdentity, TypeModel?> find)
    {
        if (IsNamedAsDangerous(field.Name))
        {
            return "its name says that it is not memory-safe";
        }

        if (field.IsStatic && (field.Attributes & FieldAttributes.Literal) == 0)
        {
            if ((field.Attributes & FieldAttributes.InitOnly) == 0)
            {
                return "it is state that the whole process shares";
            }

            if (!IsImmutable(field.FieldType, find))
            {
                return "it holds an object that the whole process shares";
            }
        }

        return Refuse(type, field.FieldType);
    }

    private static bool IsNamedAsDangerous(string name) =>
        name.Contains("Unsafe", StringComparison.Ordinal) || name.Contains("Dangerous", StringComparison.Ordinal);

    private static bool StartsAccessor(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Values and strings cannot be changed through a field that is read only.</summary>
    private static bool IsImmutable(TypeSignature type, Func<TypeIdentity, TypeModel?> find) => type switch
    {
        PrimitiveSignature primitive => primitive.Code != PrimitiveCode.Object,
        NamedSignature or GenericSignature =>
            find(type.Definition!) is { IsValueType: true }
            || type.Definition!.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen",
        _ => false,
    };

    /// <summary>Walks the framework's own signatures, whose depth the reader has bounded.</summary>
    private static string? Refuse(TypeModel type, TypeSignature signature)
    {
        switch (signature)
        {
            case PointerSignature or FunctionPointerSignature or PinnedSignature:
                return "its signature holds a pointer";
            case PrimitiveSignature { Code: PrimitiveCode.TypedReference }:
                return "its signature holds a typed reference";
            case PrimitiveSignature { Code: PrimitiveCode.IntPtr or PrimitiveCode.UIntPtr }:
                return NativeIntegerTypes.Contains(type.Identity.FullName) ? null : "its signature holds a native integer";
            case ModifiedSignature modified:
                // The modifier itself (IsVolatile, InAttribute, IsExternalInit) is a mark that no code ever holds.
                return Refuse(type, modified.Element);
            case NamedSignature named:
                return Refuse(type, named.Identity);
            case GenericSignature generic:
                return Refuse(type, generic.Generic.Identity) ?? RefuseParts(type, generic);
            case PrimitiveSignature or GenericParameterSignature:
                return null;
            case VectorSignature or ArraySignature or ByReferenceSignature:
                return RefuseParts(type, signature);
            default:
                return "its signature holds a type that no rule knows";
        }
    }

    private static string? RefuseParts(TypeModel type, TypeSignature signature) =>
        signature.Parts.Select(part => Refuse(type, part)).FirstOrDefault(reason => reason is not null);

    private static string? Refuse(TypeModel type, TypeIdentity mentioned)
    {
        var name = mentioned.FullName;
        if (HandleTypes.Contains(name))
        {
            return $"its signature holds {name}";
        }

        var @namespace = mentioned.Outermost.Namespace;
        return HarmlessTypes.Contains(name)
            || mentioned.Outermost == type.Identity.Outermost
            || !DeniedNamespaces.Any(denied =>
                @namespace == denied || @namespace.StartsWith(denied + ".", StringComparison.Ordinal))
            ? null
            : $"its signature holds {name}";
    }
}
