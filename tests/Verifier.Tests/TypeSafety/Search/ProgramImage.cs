using Mono.Cecil;
using Mono.Cecil.Cil;
using OpCode = Mono.Cecil.Cil.OpCode;
using OpCodes = Mono.Cecil.Cil.OpCodes;

namespace RExecIL.Verifier.Tests.TypeSafety.Search;

/// <summary>Writes programs into the image of their world, as methods <c>P0</c>, <c>P1</c> … of a class <c>Programs</c>.</summary>
/// <remarks>The programs of a constructor become the constructors of classes of these names, copies of the template's.</remarks>
internal static class ProgramImage
{
    internal const int MaxStack = 8;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    internal static byte[] Write(World world, IReadOnlyList<(int Template, string[] Lines)> programs)
    {
        using var input = new MemoryStream(world.Image.Bytes.ToArray());
        using var assembly = AssemblyDefinition.ReadAssembly(input);
        var module = assembly.MainModule;
        var mentions = Mentions(module);
        var host = new TypeDefinition(
            "", "Programs", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, module.TypeSystem.Object);
        module.Types.Add(host);
        for (var index = 0; index < programs.Count; index++)
        {
            var (owner, model) = world.Templates[programs[index].Template];
            var template = module.GetType(owner.Identity.Name).Methods.First(method => method.Name == model.Name && method.MetadataToken.ToInt32() == model.Token);
            var method = model.IsConstructor ? AddClass(module, template, "P" + index) : Copy(template, "P" + index);
            if (!model.IsConstructor)
            {
                host.Methods.Add(method);
            }

            Fill(method, template, programs[index].Lines, mentions);
        }

        using var output = new MemoryStream();
        assembly.Write(output);
        return output.ToArray();
    }

    private static Dictionary<string, object> Mentions(ModuleDefinition module)
    {
        var mentions = new Dictionary<string, object>();
        foreach (var method in module.GetType("Mentions").Methods)
        {
            var operands = method.Body.Instructions.Select(instruction => instruction.Operand).ToList();
            if ((operands.Find(operand => operand is MethodReference or FieldReference) ?? operands.Find(operand => operand is TypeReference)) is { } operand)
            {
                mentions.TryAdd(method.Name, operand);
            }
        }

        return mentions;
    }

    private static MethodDefinition Copy(MethodDefinition template, string name)
    {
        var method = new MethodDefinition(name, template.Attributes, template.ReturnType);
        foreach (var parameter in template.GenericParameters)
        {
            var copy = new GenericParameter(parameter.Name, method) { Attributes = parameter.Attributes };
            method.GenericParameters.Add(copy);
            foreach (var attribute in parameter.CustomAttributes)
            {
                copy.CustomAttributes.Add(attribute);
            }
        }

        for (var index = 0; index < template.GenericParameters.Count; index++)
        {
            foreach (var constraint in template.GenericParameters[index].Constraints)
            {
                method.GenericParameters[index].Constraints.Add(new GenericParameterConstraint(Mapped(constraint.ConstraintType, method)));
            }
        }

        method.ReturnType = Mapped(template.ReturnType, method);
        foreach (var parameter in template.Parameters)
        {
            var copy = new ParameterDefinition(parameter.Name, parameter.Attributes, Mapped(parameter.ParameterType, method));
            foreach (var attribute in parameter.CustomAttributes)
            {
                copy.CustomAttributes.Add(attribute);
            }

            method.Parameters.Add(copy);
        }

        foreach (var attribute in template.MethodReturnType.CustomAttributes)
        {
            method.MethodReturnType.CustomAttributes.Add(attribute);
        }

        foreach (var attribute in template.CustomAttributes)
        {
            method.CustomAttributes.Add(attribute);
        }

        return method;
    }

    /// <summary>A type of the template in terms of the copy's own generic parameters.</summary>
    private static TypeReference Mapped(TypeReference type, MethodDefinition method)
    {
        switch (type)
        {
            case GenericParameter { Type: GenericParameterType.Method } parameter:
                return method.GenericParameters.Count > parameter.Position ? method.GenericParameters[parameter.Position] : type;
            case ByReferenceType reference:
                return new ByReferenceType(Mapped(reference.ElementType, method));
            case ArrayType { IsVector: true } vector:
                return new ArrayType(Mapped(vector.ElementType, method));
            case RequiredModifierType modified:
                return new RequiredModifierType(modified.ModifierType, Mapped(modified.ElementType, method));
            case GenericInstanceType instance:
                var copy = new GenericInstanceType(instance.ElementType);
                foreach (var argument in instance.GenericArguments)
                {
                    copy.GenericArguments.Add(Mapped(argument, method));
                }

                return copy;
            default:
                return type;
        }
    }

    /// <summary>What a generic method of the same parameters mentions, in terms of the copy's own.</summary>
    private static object Mapped(object operand, MethodDefinition method)
    {
        switch (operand)
        {
            case TypeReference type:
                return Mapped(type, method);
            case GenericInstanceMethod instance:
                var copy = new GenericInstanceMethod(instance.ElementMethod);
                foreach (var argument in instance.GenericArguments)
                {
                    copy.GenericArguments.Add(Mapped(argument, method));
                }

                return copy;
            case FieldReference { DeclaringType: GenericInstanceType owner } field:
                return new FieldReference(field.Name, field.FieldType, Mapped(owner, method));
            case MethodReference { DeclaringType: GenericInstanceType owner } called:
                var moved = new MethodReference(called.Name, called.ReturnType, Mapped(owner, method)) { HasThis = called.HasThis };
                foreach (var parameter in called.Parameters)
                {
                    moved.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
                }

                return moved;
            default:
                return operand;
        }
    }

    /// <summary>A copy of the template's class: its fields, and its other constructors as they are.</summary>
    private static MethodDefinition AddClass(ModuleDefinition module, MethodDefinition template, string name)
    {
        var type = new TypeDefinition("", name, template.DeclaringType.Attributes, template.DeclaringType.BaseType);
        module.Types.Add(type);
        foreach (var field in template.DeclaringType.Fields)
        {
            type.Fields.Add(new FieldDefinition(field.Name, field.Attributes, field.FieldType));
        }

        foreach (var constructor in template.DeclaringType.Methods.Where(method => method.IsConstructor))
        {
            type.Methods.Add(Copy(constructor, constructor.Name));
        }

        var pairs = template.DeclaringType.Methods.Where(method => method.IsConstructor).Zip(type.Methods).ToList();
        foreach (var (original, copy) in pairs.Where(pair => pair.First != template))
        {
            foreach (var instruction in original.Body.Instructions)
            {
                copy.Body.Instructions.Add(Instruction.Create(OpCodes.Nop));
                var added = copy.Body.Instructions[^1];
                (added.OpCode, added.Operand) = (instruction.OpCode, Own(instruction.Operand, template.DeclaringType, type));
            }
        }

        return pairs.Single(pair => pair.First == template).Second;
    }

    /// <summary>A member of the template's class becomes that of the copy.</summary>
    private static object? Own(object? operand, TypeDefinition original, TypeDefinition copy) => operand switch
    {
        MethodDefinition method when method.DeclaringType == original => copy.Methods[original.Methods.Where(candidate => candidate.IsConstructor).ToList().IndexOf(method)],
        FieldDefinition field when field.DeclaringType == original => copy.Fields[original.Fields.IndexOf(field)],
        TypeDefinition type when type == original => copy,
        _ => operand,
    };

    private static void Fill(MethodDefinition method, MethodDefinition template, string[] lines, Dictionary<string, object> mentions)
    {
        var body = method.Body;
        body.InitLocals = true;
        foreach (var variable in template.Body.Variables)
        {
            var type = Mapped(variable.VariableType, method);
            body.Variables.Add(new VariableDefinition(
                method.IsConstructor ? (TypeReference)Own(type, template.DeclaringType, method.DeclaringType)! : type));
        }

        var labels = new Dictionary<string, int>();
        var blocks = new ProgramBlocks();
        foreach (var text in lines)
        {
            var line = ProgramText.Parse(text);
            switch (line.Kind)
            {
                case LineKind.Label:
                    labels.Add((string)line.Operand!, body.Instructions.Count);
                    break;
                case LineKind.Instruction:
                    var instruction = Instruction.Create(OpCodes.Nop);
                    (instruction.OpCode, instruction.Operand) = (OpCodesByValue[line.OpCode.Value], Operand(line, method, template, mentions));
                    body.Instructions.Add(instruction);
                    break;
                default:
                    blocks.Mark(line, body.Instructions.Count);
                    break;
            }
        }

        foreach (var instruction in body.Instructions.Where(instruction => instruction.Operand is LabelName))
        {
            instruction.Operand = body.Instructions[labels[((LabelName)instruction.Operand).Name]];
        }

        foreach (var clause in blocks.Clauses)
        {
            body.ExceptionHandlers.Add(new ExceptionHandler((ExceptionHandlerType)clause.Kind)
            {
                TryStart = At(clause.TryStart),
                TryEnd = At(clause.TryEnd),
                HandlerStart = At(clause.Start),
                HandlerEnd = At(clause.End),
                FilterStart = clause.Filter < 0 ? null : At(clause.Filter),
                CatchType = clause.Caught is null ? null : (TypeReference)mentions[clause.Caught],
            });
        }

        Instruction? At(int index) => index < body.Instructions.Count ? body.Instructions[index] : null;
    }

    private static object? Operand(Line line, MethodDefinition method, MethodDefinition template, Dictionary<string, object> mentions)
    {
        if (line.IsBranch)
        {
            return new LabelName((string)line.Operand!);
        }

        if (line.IsNamed)
        {
            var mentioned = mentions[(string)line.Operand!];
            return method.IsConstructor ? Own(mentioned, template.DeclaringType, method.DeclaringType)
                : method.HasGenericParameters ? Mapped(mentioned, method)
                : mentioned;
        }

        return line.OpCode.OperandType switch
        {
            System.Reflection.Emit.OperandType.ShortInlineVar or System.Reflection.Emit.OperandType.InlineVar =>
                line.OpCode.Name!.StartsWith("ldarg", StringComparison.Ordinal) || line.OpCode.Name.StartsWith("starg", StringComparison.Ordinal)
                    ? ArgumentOf(method, (int)line.Operand!)
                    : method.Body.Variables[(int)line.Operand!],
            System.Reflection.Emit.OperandType.ShortInlineI when line.OpCode.Name == "ldc.i4.s" => (sbyte)(int)line.Operand!,
            System.Reflection.Emit.OperandType.ShortInlineI => (byte)(int)line.Operand!,
            _ => line.Operand,
        };
    }

    private static ParameterDefinition ArgumentOf(MethodDefinition method, int index) =>
        !method.HasThis ? method.Parameters[index] : index == 0 ? method.Body.ThisParameter : method.Parameters[index - 1];

    private sealed record LabelName(string Name);
}
