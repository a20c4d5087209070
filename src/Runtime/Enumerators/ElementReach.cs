using System.Reflection;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Enumerators;

/// <summary>Whether comparing a value of the framework's field by field can lead to any object, and so back to itself.</summary>
internal static class ElementReach
{
    /// <summary>Whether some field of a struct, or of a struct in it, may hold what the framework compares in turn.</summary>
    internal static bool IsOpen(Type type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(field => field.FieldType != type && CanHoldAny(field.FieldType));
    }

    private static bool CanHoldAny(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsArray || type == typeof(string)
            || type.IsAssignableTo(typeof(Delegate)) || type.Assembly.IsCollectible)
        {
            return false; // What the guest defines compares itself, with checks of the stack, or is compared by reference.
        }

        if (type.IsValueType)
        {
            return IsOpen(type);
        }

        return type == typeof(object) || type.IsInterface || !ComparesByReference(type);
    }

    /// <summary>Whether a class leaves equality to <see cref="object"/>: those that the framework derives from it do, too.</summary>
    private static bool ComparesByReference(Type type) =>
        type.GetMethod(nameof(Equals), [typeof(object)])!.DeclaringType == typeof(object)
        && type.GetMethod(nameof(GetHashCode), [])!.DeclaringType == typeof(object);
}
