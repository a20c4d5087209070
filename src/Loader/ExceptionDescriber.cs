using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using RExecIL.Runtime;
using RExecIL.Verifier;

namespace RExecIL;

/// <summary>
/// Turns a guest's exception into text. Runs on the guest's thread: the message may be the guest's own code.
/// </summary>
internal static class ExceptionDescriber
{
    private const int MaxDepth = 8;
    private const int MaxInner = 8;
    private const int MaxMessageLength = 64 * 1024;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static GuestException Describe(
        Exception exception, AssemblyLoadContext context, Sandbox sandbox, int depth = 0) =>
        new(
            exception.GetType().ToString(),
            Message(exception, sandbox),
            GuestFrames.Of(new StackTrace(exception, fNeedFileInfo: false), context),
            depth == MaxDepth ? [] : Inner(exception, context, sandbox, depth + 1));

    private static EquatableArray<GuestException> Inner(
        Exception exception, AssemblyLoadContext context, Sandbox sandbox, int depth)
    {
        IEnumerable<Exception> inner = exception is AggregateException { InnerExceptions: var several }
            ? several.Take(MaxInner)
            : exception.InnerException is { } one ? [one] : [];
        return inner.Select(cause => Describe(cause, context, sandbox, depth)).ToEquatableArray();
    }

    // A filter, not a handler with a test: a termination must travel on.
    private static string Message(Exception exception, Sandbox sandbox)
    {
        try
        {
            var message = exception.Message ?? "";
            return message.Length <= MaxMessageLength ? message : message[..MaxMessageLength] + "…";
        }
        catch (Exception) when (!sandbox.IsTerminating)
        {
            return "";
        }
    }
}
