using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text;

namespace RExecIL;

/// <summary>The guest's own frames of a stack, as text: those of the host and of the framework are nobody's to see.</summary>
internal static class GuestFrames
{
    private const int MaxFrames = 100;

    /// <summary>The frames of one guest, one a line, innermost first; empty when there are none.</summary>
    internal static string Of(StackTrace trace, AssemblyLoadContext context)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var method in Methods(trace, other => other == context))
        {
            if (count++ == MaxFrames)
            {
                text.Append("\n   …");
                break;
            }

            text.Append(count == 1 ? "   at " : "\n   at ").Append(Name(method));
        }

        return text.ToString();
    }

    /// <summary>The method of a guest that is nearest on the calling thread's stack; null when there is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static string? Innermost() =>
        Methods(new StackTrace(fNeedFileInfo: false), context => context is GuestLoadContext).Select(Name).FirstOrDefault();

    private static IEnumerable<MethodBase> Methods(StackTrace trace, Func<AssemblyLoadContext?, bool> isGuest) => trace.GetFrames()
        .Select(frame => frame.GetMethod())
        .OfType<MethodBase>()
        .Where(method => isGuest(AssemblyLoadContext.GetLoadContext(method.Module.Assembly)) && method.DeclaringType?.Name != "<Thunks>");

    private static string Name(MethodBase method)
    {
        try
        {
            var type = method.DeclaringType?.ToString().Replace('+', '.');
            var parameters = method.GetParameters()
                .Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}");
            return $"{type}.{method.Name}({string.Join(", ", parameters)})";
        }
        catch (Exception e) when (e is TypeLoadException or IOException or BadImageFormatException)
        {
            // A parameter's type is in an assembly that the sandbox does not have.
            return method.Name;
        }
    }
}
