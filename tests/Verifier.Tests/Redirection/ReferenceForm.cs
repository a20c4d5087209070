using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>A form in which IL can refer to a member, a column of the matrix.</summary>
/// <param name="Name">As in reports.</param>
/// <param name="Applies">Whether IL has such a reference to the member.</param>
/// <param name="Write">Puts it into a cell.</param>
/// <param name="Facades">The assemblies by which types are named.</param>
internal sealed record ReferenceForm(
    string Name, Func<Closing, bool> Applies, Action<MatrixImage, TypeDefinition, Closing> Write, params IReadOnlyList<string> Facades)
{
    private static readonly string[] ReferenceAssemblies = ["System.Runtime"];

    public static IReadOnlyList<ReferenceForm> All { get; } =
    [
        new("call", IsMethod, (image, cell, member) => Call(image, cell, member, OpCodes.Call), ReferenceAssemblies),
        new("callvirt", IsOnClass, (image, cell, member) => Call(image, cell, member, OpCodes.Callvirt), ReferenceAssemblies),
        new("tail call", IsMethod, TailCall, ReferenceAssemblies),
        new("jmp", IsMethod, (image, cell, member) => image.AddMethod(cell, member, member.Definition.HasThis, member.Result, il => il.Emit(OpCodes.Jmp, image.Import(member.Reference))), ReferenceAssemblies),
        new("calli", IsMethod, CallIndirectly, ReferenceAssemblies),
        new("newobj", IsConstructor, Construct, ReferenceAssemblies),
        new("ldftn", IsMethod, (image, cell, member) => MakeDelegate(image, cell, member, OpCodes.Ldftn), ReferenceAssemblies),
        new("ldvirtftn", IsOnClass, (image, cell, member) => MakeDelegate(image, cell, member, OpCodes.Ldvirtftn), ReferenceAssemblies),
        new("ldtoken", _ => true, (image, cell, member) => image.AddMethod(cell, member, false, image.Module.TypeSystem.Void, il =>
        {
            il.Emit(OpCodes.Ldtoken, image.Import(member.Reference));
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ret);
        }), ReferenceAssemblies),
        new("base call", IsInheritable, CallBase, ReferenceAssemblies),
        new("override", member => IsInheritable(member) && member.Definition is { IsVirtual: true, IsFinal: false }, Override, ReferenceAssemblies),
        new("derived type", member => IsInheritable(member) && !member.Definition.IsConstructor, CallOnDerived, ReferenceAssemblies),
        new("explicit implementation", member => member.Definition is { DeclaringType.IsInterface: true, IsVirtual: true, IsStatic: false }, Implement, ReferenceAssemblies),
        new("constrained call", member => member.Definition is { IsStatic: false, IsConstructor: false } && !member.Definition.DeclaringType.IsSealed, CallConstrained, ReferenceAssemblies),
        new("constrained call on the type", member => member.Definition is { IsStatic: false, IsConstructor: false }, CallConstrainedOnType, ReferenceAssemblies),
        new("static abstract dispatch", member => member.Definition is { IsStatic: true, IsAbstract: true }, CallStatically, ReferenceAssemblies),
        new("in a generic method", IsMethod, CallInGenericMethod, ReferenceAssemblies),
        new("named by the assembly that defines it", _ => true, CallOrConstruct),
        new("named by mscorlib", _ => true, CallOrConstruct, "mscorlib"),
        new("named by netstandard", _ => true, CallOrConstruct, "netstandard"),
        new("named by a guest's assembly that forwards", _ => true, CallOrConstruct, MatrixImage.Forwarder),
    ];

    private static bool IsConstructor(Closing member) => member.Definition.IsConstructor;

    private static bool IsMethod(Closing member) => !member.Definition.IsConstructor;

    private static bool IsOnClass(Closing member) => member.Definition is { IsStatic: false, IsConstructor: false, DeclaringType.IsValueType: false };

    private static bool IsInheritable(Closing member) =>
        member.Definition is { IsStatic: false, DeclaringType: { IsInterface: false, IsValueType: false, IsSealed: false } };

    private static void LoadArguments(ILProcessor il)
    {
        foreach (var parameter in il.Body.Method.Parameters)
        {
            il.Emit(OpCodes.Ldarg, parameter);
        }
    }

    private static void Call(MatrixImage image, TypeDefinition cell, Closing member, OpCode call) =>
        image.AddMethod(cell, member, member.Definition.HasThis, member.Result, il =>
        {
            LoadArguments(il);
            il.Emit(call, image.Import(member.Reference));
            il.Emit(OpCodes.Ret);
        });

    private static void CallOrConstruct(MatrixImage image, TypeDefinition cell, Closing member)
    {
        if (member.Definition.IsConstructor)
        {
            Construct(image, cell, member);
        }
        else
        {
            Call(image, cell, member, member.Definition is { IsStatic: false, DeclaringType.IsValueType: false } ? OpCodes.Callvirt : OpCodes.Call);
        }
    }

    private static void TailCall(MatrixImage image, TypeDefinition cell, Closing member) =>
        image.AddMethod(cell, member, member.Definition.HasThis, member.Result, il =>
        {
            LoadArguments(il);
            il.Emit(OpCodes.Tail);
            il.Emit(OpCodes.Call, image.Import(member.Reference));
            il.Emit(OpCodes.Ret);
        });

    private static void CallIndirectly(MatrixImage image, TypeDefinition cell, Closing member) =>
        image.AddMethod(cell, member, member.Definition.HasThis, member.Result, il =>
        {
            LoadArguments(il);
            il.Emit(OpCodes.Ldftn, image.Import(member.Reference));
            var site = new CallSite(image.Import(member.Result)) { HasThis = member.Definition.HasThis };
            foreach (var parameter in member.Parameters)
            {
                site.Parameters.Add(new ParameterDefinition(image.Import(parameter)));
            }

            il.Emit(OpCodes.Calli, site);
            il.Emit(OpCodes.Ret);
        });

    private static void Construct(MatrixImage image, TypeDefinition cell, Closing member) =>
        image.AddMethod(cell, member, false, member.Owner, il =>
        {
            LoadArguments(il);
            il.Emit(OpCodes.Newobj, image.Import(member.Reference));
            il.Emit(OpCodes.Ret);
        });

    private static void MakeDelegate(MatrixImage image, TypeDefinition cell, Closing member, OpCode load)
    {
        var constructor = image.AddDelegate(cell, member);
        image.AddMethod(cell, member, member.Definition.HasThis, image.Object, il =>
        {
            il.Emit(member.Definition.HasThis ? OpCodes.Ldarg_0 : OpCodes.Ldnull);
            if (member.Definition is { HasThis: true, DeclaringType.IsValueType: true })
            {
                il.Emit(OpCodes.Ldobj, image.Import(member.Owner));
                il.Emit(OpCodes.Box, image.Import(member.Owner));
            }

            if (load == OpCodes.Ldvirtftn)
            {
                il.Emit(OpCodes.Dup);
            }

            il.Emit(load, image.Import(member.Reference));
            il.Emit(OpCodes.Newobj, constructor);
            il.Emit(OpCodes.Ret);
        });
    }

    private static MethodDefinition AddInstance(MatrixImage image, TypeDefinition type, Closing member, string name, MethodAttributes attributes)
    {
        var method = new MethodDefinition(name, MethodAttributes.Public | MethodAttributes.HideBySig | attributes, image.Module.TypeSystem.Void) { HasThis = true };
        type.Methods.Add(method);
        foreach (var parameter in member.Definition.GenericParameters)
        {
            method.GenericParameters.Add(new GenericParameter(parameter.Name, method));
        }

        foreach (var parameter in member.Reference.Parameters)
        {
            method.Parameters.Add(new ParameterDefinition(image.Module.ImportReference(Open(parameter.ParameterType), method)));
        }

        method.ReturnType = image.Module.ImportReference(Open(member.Definition.ReturnType), method);
        return method;

        // Of the type's parameters the arguments, of the method's own the parameters of the method made here.
        TypeReference Open(TypeReference declared) => member.Definition.HasGenericParameters ? declared : member.Close(declared);
    }

    private static void CallBase(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var derived = image.AddDerived(cell, member);
        var method = new MethodDefinition(
            member.Definition.IsConstructor ? ".ctor" : "Do",
            MethodAttributes.Public | MethodAttributes.HideBySig
                | (member.Definition.IsConstructor ? MethodAttributes.SpecialName | MethodAttributes.RTSpecialName : 0),
            image.Import(member.Result))
        { HasThis = true };
        derived.Methods.Add(method);
        foreach (var parameter in member.Parameters)
        {
            method.Parameters.Add(new ParameterDefinition(image.Import(parameter)));
        }

        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        LoadArguments(il);
        il.Emit(OpCodes.Call, image.Import(member.Reference));
        il.Emit(OpCodes.Ret);
    }

    private static void Override(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var method = AddInstance(image, image.AddDerived(cell, member), member, member.Definition.Name, MethodAttributes.Virtual);
        var il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Throw);
    }

    private static void CallOnDerived(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var derived = image.AddDerived(cell, member);
        var named = image.Import(member.Reference);
        (named is GenericInstanceMethod instance ? instance.ElementMethod : named).DeclaringType = derived;
        var method = image.AddMethod(cell, member, false, member.Result, _ => { });
        method.Parameters.Insert(0, new ParameterDefinition(derived));
        var il = method.Body.GetILProcessor();
        LoadArguments(il);
        il.Emit(OpCodes.Callvirt, named);
        il.Emit(OpCodes.Ret);
    }

    private static void Implement(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var type = new TypeDefinition("", "Implementation", TypeAttributes.NestedPublic, image.Object);
        cell.NestedTypes.Add(type);
        type.Interfaces.Add(new InterfaceImplementation(image.Import(member.Owner)));
        foreach (var declared in member.Definition.DeclaringType.Methods.Where(method => method is { IsVirtual: true, IsStatic: false }))
        {
            var closing = declared == member.Definition ? member : new Closing(declared);
            var method = AddInstance(image, type, closing, "Explicit." + declared.Name, MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot);
            method.IsPrivate = true;
            var declaration = image.Import(closing.Reference);
            method.Overrides.Add(declaration is GenericInstanceMethod instance ? instance.ElementMethod : declaration);
            var il = method.Body.GetILProcessor();
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Throw);
        }
    }

    private static void CallConstrained(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var method = image.AddMethod(cell, member, false, member.Result, _ => { });
        var self = new GenericParameter("TSelf", method);
        self.Constraints.Add(new GenericParameterConstraint(image.Import(member.Owner)));
        method.GenericParameters.Add(self);
        method.Parameters.Insert(0, new ParameterDefinition(new ByReferenceType(self)));
        WriteConstrained(image, method, self, member, OpCodes.Callvirt);
    }

    private static void CallConstrainedOnType(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var method = image.AddMethod(cell, member, false, member.Result, _ => { });
        var owner = image.Import(member.Owner);
        method.Parameters.Insert(0, new ParameterDefinition(new ByReferenceType(owner)));
        WriteConstrained(image, method, owner, member, OpCodes.Callvirt);
    }

    private static void CallStatically(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var method = image.AddMethod(cell, member, false, member.Result, _ => { });
        var self = new GenericParameter("TSelf", method);
        self.Constraints.Add(new GenericParameterConstraint(image.Import(member.Owner)));
        method.GenericParameters.Add(self);
        WriteConstrained(image, method, self, member, OpCodes.Call);
    }

    private static void WriteConstrained(MatrixImage image, MethodDefinition method, TypeReference type, Closing member, OpCode call)
    {
        var il = method.Body.GetILProcessor();
        LoadArguments(il);
        il.Emit(OpCodes.Constrained, type);
        il.Emit(call, image.Import(member.Reference));
        il.Emit(OpCodes.Ret);
    }

    /// <summary>With the method's own parameters for arguments, where they ask for nothing.</summary>
    private static void CallInGenericMethod(MatrixImage image, TypeDefinition cell, Closing member)
    {
        var method = image.AddMethod(cell, member, member.Definition.HasThis, member.Result, _ => { });
        method.GenericParameters.Add(new GenericParameter("T", method));
        var il = method.Body.GetILProcessor();
        LoadArguments(il);
        il.Emit(member.Definition is { IsStatic: false, DeclaringType.IsValueType: false } ? OpCodes.Callvirt : OpCodes.Call, image.Import(member.Reference));
        il.Emit(OpCodes.Ret);
    }
}
