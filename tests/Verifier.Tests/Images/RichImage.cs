using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Tests.Images;

/// <summary>An image with a bit of everything: generics, nesting, clauses, constants, data, resources, properties.</summary>
internal static class RichImage
{
    internal static byte[] Build()
    {
        using var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Rich", new Version(1, 0)), "Rich.dll", ModuleKind.Dll);
        var module = assembly.MainModule;
        var outer = new TypeDefinition("N", "Outer", TypeAttributes.Public, module.TypeSystem.Object);
        module.Types.Add(outer);
        outer.GenericParameters.Add(new GenericParameter("T", outer));
        var inner = new TypeDefinition("", "Inner", TypeAttributes.NestedPublic, module.TypeSystem.Object);
        outer.NestedTypes.Add(inner);
        inner.Interfaces.Add(new InterfaceImplementation(module.ImportReference(typeof(IDisposable))));
        inner.Fields.Add(new FieldDefinition("number", FieldAttributes.Public, module.TypeSystem.Int32));
        inner.Fields.Add(new FieldDefinition("Limit", FieldAttributes.Static | FieldAttributes.Literal | FieldAttributes.HasDefault, module.TypeSystem.Int32) { Constant = 42 });
        var data = new FieldDefinition("data", FieldAttributes.Static | FieldAttributes.HasFieldRVA, module.TypeSystem.Int64) { InitialValue = new byte[8] };
        inner.Fields.Add(data);
        inner.Methods.Add(RichMethod(module));
        var getter = new MethodDefinition("get_P", MethodAttributes.SpecialName, module.TypeSystem.Int32);
        getter.Body.GetILProcessor().Emit(OpCodes.Ldc_I4_7);
        getter.Body.GetILProcessor().Emit(OpCodes.Ret);
        inner.Methods.Add(getter);
        inner.Properties.Add(new PropertyDefinition("P", PropertyAttributes.None, module.TypeSystem.Int32) { GetMethod = getter });
        module.Resources.Add(new EmbeddedResource("r", ManifestResourceAttributes.Public, new byte[32]));
        using var stream = new MemoryStream();
        assembly.Write(stream);
        return stream.ToArray();
    }

    private static MethodDefinition RichMethod(ModuleDefinition module)
    {
        var method = new MethodDefinition("M", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Int32);
        method.Parameters.Add(new ParameterDefinition("x", ParameterAttributes.None, module.TypeSystem.Int32));
        method.Body.Variables.Add(new VariableDefinition(new ArrayType(module.TypeSystem.String)));
        var list = new GenericInstanceType(module.ImportReference(typeof(List<>)));
        list.GenericArguments.Add(module.TypeSystem.String);
        method.Body.Variables.Add(new VariableDefinition(list));
        var il = method.Body.GetILProcessor();
        var end = il.Create(OpCodes.Ldarg_0);
        var start = il.Create(OpCodes.Ldstr, "text");
        var handler = il.Create(OpCodes.Pop);
        il.Append(start);
        il.Emit(OpCodes.Call, module.ImportReference(typeof(Console).GetMethod(nameof(Console.WriteLine), [typeof(string)])));
        il.Emit(OpCodes.Leave, end);
        il.Append(handler);
        il.Emit(OpCodes.Leave_S, end);
        il.Append(end);
        var last = il.Create(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Switch, [end, last]);
        il.Append(last);
        il.Emit(OpCodes.Ret);
        method.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
        {
            TryStart = start,
            TryEnd = handler,
            HandlerStart = handler,
            HandlerEnd = end,
            CatchType = module.ImportReference(typeof(Exception)),
        });
        return method;
    }
}
