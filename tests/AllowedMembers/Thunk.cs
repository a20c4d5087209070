using System.Reflection;
using System.Reflection.Emit;

namespace RExecIL.AllowedMembers;

/// <summary>A method as a delegate over objects; spans are made of arrays, and handed back as arrays.</summary>
/// <remarks>What is passed by reference lies in an array of one, so that a write beyond it harms the heap and is found.</remarks>
internal static class Thunk
{
    /// <summary>The types of the objects that the thunk takes: <c>this</c> first, arrays for spans, values for references.</summary>
    internal static List<Type> Inputs(MethodBase method)
    {
        var inputs = new List<Type>();
        if (!method.IsStatic && !method.IsConstructor)
        {
            inputs.Add(Input(method.DeclaringType!));
        }

        inputs.AddRange(method.GetParameters().Select(parameter => Input(parameter.ParameterType)));
        return inputs;
    }

    /// <summary>The method as a delegate.</summary>
    /// <exception cref="NotSupportedException">It takes a ref struct that is no span, or a pointer.</exception>
    internal static Func<object?[], object?> Of(MethodBase method)
    {
        var thunk = new DynamicMethod(method.Name, typeof(object), [typeof(object[])], typeof(Thunk).Module, skipVisibility: false);
        var code = thunk.GetILGenerator();
        var index = 0;
        if (!method.IsStatic && !method.IsConstructor)
        {
            var type = method.DeclaringType!;
            Load(code, index++, type, asAddress: type.IsValueType);
        }

        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            Load(code, index++, type.IsByRef ? type.GetElementType()! : type, asAddress: type.IsByRef);
        }

        Type result;
        if (method is ConstructorInfo constructor)
        {
            code.Emit(OpCodes.Newobj, constructor);
            result = constructor.DeclaringType!;
        }
        else
        {
            code.Emit(method.IsStatic || method.DeclaringType!.IsValueType ? OpCodes.Call : OpCodes.Callvirt, (MethodInfo)method);
            result = ((MethodInfo)method).ReturnType;
        }

        Return(code, result);
        return thunk.CreateDelegate<Func<object?[], object?>>();
    }

    private static Type Input(Type type) => type.IsByRef ? Input(type.GetElementType()!)
        : IsSpan(type) ? type.GetGenericArguments()[0].MakeArrayType()
        : type.IsByRefLike || type.IsPointer || type.IsFunctionPointer ? throw new NotSupportedException($"{type} cannot be made.")
        : type;

    private static bool IsSpan(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>));

    private static void Load(ILGenerator code, int index, Type type, bool asAddress)
    {
        if (asAddress && !IsSpan(type))
        {
            var array = code.DeclareLocal(type.MakeArrayType());
            code.Emit(OpCodes.Ldc_I4_1);
            code.Emit(OpCodes.Newarr, type);
            code.Emit(OpCodes.Stloc, array);
            code.Emit(OpCodes.Ldc_I4_1); // Lies behind it.
            code.Emit(OpCodes.Newarr, typeof(object));
            code.Emit(OpCodes.Pop);
            code.Emit(OpCodes.Ldloc, array);
            code.Emit(OpCodes.Ldc_I4_0);
            Load(code, index, type, asAddress: false);
            code.Emit(OpCodes.Stelem, type);
            code.Emit(OpCodes.Ldloc, array);
            code.Emit(OpCodes.Ldc_I4_0);
            code.Emit(OpCodes.Ldelema, type);
            return;
        }

        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4, index);
        code.Emit(OpCodes.Ldelem_Ref);
        if (IsSpan(type))
        {
            var array = type.GetGenericArguments()[0].MakeArrayType();
            code.Emit(OpCodes.Castclass, array);
            code.Emit(OpCodes.Newobj, type.GetConstructor([array])!);
        }
        else
        {
            code.Emit(OpCodes.Unbox_Any, type);
        }

        if (asAddress)
        {
            var local = code.DeclareLocal(type);
            code.Emit(OpCodes.Stloc, local);
            code.Emit(OpCodes.Ldloca, local);
        }
    }

    private static void Return(ILGenerator code, Type result)
    {
        if (result.IsByRef)
        {
            result = result.GetElementType()!;
            code.Emit(OpCodes.Ldobj, result);
        }

        if (result == typeof(void))
        {
            code.Emit(OpCodes.Ldnull);
        }
        else if (IsSpan(result))
        {
            var local = code.DeclareLocal(result);
            code.Emit(OpCodes.Stloc, local);
            code.Emit(OpCodes.Ldloca, local);
            code.Emit(OpCodes.Call, result.GetMethod("ToArray")!);
        }
        else if (result.IsByRefLike || result.IsPointer)
        {
            code.Emit(OpCodes.Pop);
            code.Emit(OpCodes.Ldnull);
        }
        else
        {
            code.Emit(OpCodes.Box, result);
        }

        code.Emit(OpCodes.Ret);
    }
}
