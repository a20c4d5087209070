using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Rewriting.Passes;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Gives structs that leave equality to the runtime, and attributes, their own, with a check at its entry.</summary>
/// <remarks>
/// <code>
/// bool Equals(object other) => other is S s &amp;&amp; object.Equals(this.a, s.a) &amp;&amp; …
/// int GetHashCode()         => (31 * 31 * 0 + hash(this.a)) * 31 + hash(this.b) …
///
/// bool Equals(object other) => base.Equals(other)   // of an attribute
/// </code>
/// <c>ValueType.Equals</c> does the same by reflection, deep in the framework, where nothing checks the stack: a boxed struct
/// that holds itself would end the process. Only those are changed whose fields can lead anywhere. <c>Attribute.Equals</c> is
/// of the same kind.
/// </remarks>
internal static class ValueEquality
{
    private const int Factor = 31;

    /// <summary>Adds what is missing to every struct of a module.</summary>
    internal static void Add(ModuleDefinition module, RewritingContext context)
    {
        foreach (var type in module.GetTypes().Where(LeavesEqualityToTheRuntime).ToList())
        {
            var fields = type.Fields.Where(field => !field.IsStatic && !IsEnumerator(field.FieldType)).Select(field => Own(field, type)).ToList();
            if (!Overrides(type, "Equals", 1))
            {
                Finish(type, Equals(type, fields, module), context);
            }

            if (!Overrides(type, "GetHashCode", 0))
            {
                Finish(type, GetHashCode(fields, module), context);
            }
        }

        foreach (var type in module.GetTypes().Where(type => context.Plan.IsAttribute(type.MetadataToken.ToInt32())).ToList())
        {
            if (!Overrides(type, "Equals", 1))
            {
                Finish(type, CallBase(type, "Equals", module.TypeSystem.Boolean, module.TypeSystem.Object), context);
            }

            if (!Overrides(type, "GetHashCode", 0))
            {
                Finish(type, CallBase(type, "GetHashCode", module.TypeSystem.Int32), context);
            }
        }
    }

    private static MethodDefinition CallBase(TypeDefinition type, string name, TypeReference returned, params TypeReference[] parameters)
    {
        var method = New(name, returned);
        var original = new MethodReference(name, returned, type.BaseType) { HasThis = true };
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition("other", ParameterAttributes.None, parameter));
            original.Parameters.Add(new ParameterDefinition(parameter));
            il.Emit(OpCodes.Ldarg_1);
        }

        il.Emit(OpCodes.Call, original);
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static bool LeavesEqualityToTheRuntime(TypeDefinition type) =>
        type is { IsValueType: true, IsEnum: false }
        && !HasAttribute(type, "IsByRefLikeAttribute") // Is never boxed.
        && !HasAttribute(type, "InlineArrayAttribute") // The runtime throws.
        && type.Fields.Any(field => !field.IsStatic && LeadsOn(field.FieldType));

    // By full name, as the runtime goes by: an attribute of the guest's that is called the same means nothing.
    private static bool HasAttribute(TypeDefinition type, string name) =>
        type.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "System.Runtime.CompilerServices." + name);

    /// <summary>Whether the equality of such a field may run code.</summary>
    private static bool LeadsOn(TypeReference type) =>
        !type.IsPrimitive && type.MetadataType != MetadataType.String && !(type is TypeDefinition { IsEnum: true });

    /// <summary>
    /// An enumerator of the framework's counts for nothing: boxed it could be its own element (RX2019), and two are not compared.
    /// </summary>
    private static bool IsEnumerator(TypeReference type) =>
        type is GenericInstanceType { IsValueType: true, ElementType: { Name: "Enumerator", Scope: AssemblyNameReference } };

    private static bool Overrides(TypeDefinition type, string name, int parameters) => type.Methods.Any(method =>
        (method is { IsVirtual: true, IsNewSlot: false } && IsLike(method, name, parameters))
        || method.Overrides.Any(slot => slot.Name == name && slot.Parameters.Count == parameters
                && slot.DeclaringType.FullName is "System.Object" or "System.ValueType"));

    private static bool IsLike(MethodDefinition method, string name, int parameters) =>
        method.Name == name && method.Parameters.Count == parameters && method.GenericParameters.Count == 0
        && method.Parameters.All(parameter => parameter.ParameterType.MetadataType == MetadataType.Object);

    private static TypeReference Self(TypeDefinition type)
    {
        if (!type.HasGenericParameters)
        {
            return type;
        }

        var self = new GenericInstanceType(type);
        foreach (var parameter in type.GenericParameters)
        {
            self.GenericArguments.Add(parameter);
        }

        return self;
    }

    private static FieldReference Own(FieldDefinition field, TypeDefinition type) =>
        type.HasGenericParameters ? new FieldReference(field.Name, field.FieldType, Self(type)) : field;

    private static MethodDefinition Equals(TypeDefinition type, List<FieldReference> fields, ModuleDefinition module)
    {
        var method = New("Equals", module.TypeSystem.Boolean);
        method.Parameters.Add(new ParameterDefinition("other", ParameterAttributes.None, module.TypeSystem.Object));
        var equals = new MethodReference("Equals", module.TypeSystem.Boolean, module.TypeSystem.Object);
        equals.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
        equals.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
        var self = Self(type);
        var other = new VariableDefinition(self);
        method.Body.Variables.Add(other);
        method.Body.InitLocals = true;
        var no = Instruction.Create(OpCodes.Ldc_I4_0);
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Isinst, self);
        il.Emit(OpCodes.Brfalse, no);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Unbox_Any, self);
        il.Emit(OpCodes.Stloc, other);
        foreach (var field in fields)
        {
            LoadBoxed(il, Instruction.Create(OpCodes.Ldarg_0), field);
            LoadBoxed(il, Instruction.Create(OpCodes.Ldloc, other), field);
            il.Emit(OpCodes.Call, equals);
            il.Emit(OpCodes.Brfalse, no);
        }

        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ret);
        il.Append(no);
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static MethodDefinition GetHashCode(List<FieldReference> fields, ModuleDefinition module)
    {
        var method = New("GetHashCode", module.TypeSystem.Int32);
        var hash = new MethodReference("GetHashCode", module.TypeSystem.Int32, module.TypeSystem.Object) { HasThis = true };
        var value = new VariableDefinition(module.TypeSystem.Object);
        method.Body.Variables.Add(value);
        method.Body.InitLocals = true;
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Ldc_I4_0);
        foreach (var field in fields)
        {
            var next = Instruction.Create(OpCodes.Nop);
            il.Emit(OpCodes.Ldc_I4, Factor);
            il.Emit(OpCodes.Mul);
            LoadBoxed(il, Instruction.Create(OpCodes.Ldarg_0), field);
            il.Emit(OpCodes.Stloc, value);
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Brfalse, next);
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Callvirt, hash);
            il.Emit(OpCodes.Add);
            il.Append(next);
        }

        il.Emit(OpCodes.Ret);
        return method;
    }

    private static void LoadBoxed(ILProcessor il, Instruction owner, FieldReference field)
    {
        var type = field.FieldType is IModifierType modified ? modified.ElementType : field.FieldType; // volatile is a modifier
        il.Append(owner);
        il.Emit(OpCodes.Ldfld, field);
        if (type.IsValueType || type.IsGenericParameter)
        {
            il.Emit(OpCodes.Box, type);
        }
    }

    private static MethodDefinition New(string name, TypeReference returned) =>
        new(name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, returned) { HasThis = true };

    private static void Finish(TypeDefinition type, MethodDefinition method, RewritingContext context)
    {
        if (type.Methods.Any(other => IsLike(other, method.Name, method.Parameters.Count)))
        {
            // The struct hides the slot behind a method of its own, so ours takes it by another name (ECMA-335 II.22.27).
            var slot = new MethodReference(method.Name, method.ReturnType, type.Module.TypeSystem.Object) { HasThis = true };
            foreach (var parameter in method.Parameters)
            {
                slot.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
            }

            method.Name = $"<{method.Name}>";
            method.Attributes = MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot;
            method.Overrides.Add(slot);
        }

        type.Methods.Add(method);
        var editor = new BodyEditor(method.Body);
        new AllocationPass().Rewrite(method, editor, context);
        foreach (var call in editor.Instructions.Where(instruction => instruction.Operand is MethodReference { Name: "Equals" or "GetHashCode" }).ToList())
        {
            var charge = context.Plan.MetersFuel ? ChargeOf(call) : null;
            AllocationPass.CountCall(charge is null ? call : AmountPass.Charge(call, charge, editor, context), editor, context);
        }

        editor.InsertAtEntry(context.CallGuard("Enter"));
        editor.Finish();
    }

    /// <summary>What the equality of a field is charged with, or that of a base class, which says nothing of the object itself.</summary>
    private static WorkCharge? ChargeOf(Instruction call) => ((MethodReference)call.Operand, call.OpCode.Code) switch
    {
        ({ HasThis: false }, _) => WorkCharge.OfEquals,
        ({ Name: "GetHashCode" }, Code.Callvirt) => WorkCharge.OfHashCode,
        ({ Name: "Equals" }, _) => WorkCharge.OfBaseEquals,
        _ => null,
    };
}
