using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting;

/// <summary>References to what measures arguments (<c>RExecIL.Runtime.Shims.Work</c>) and counts sequences.</summary>
internal sealed class WorkReferences(RewritingContext context, ModuleDefinition module)
{
    private const string Namespace = "RExecIL.Runtime.Shims";

    /// <summary>Takes an argument of a type from the stack and puts its size there.</summary>
    /// <param name="prefix"><c>Of</c> or <c>LengthOf</c>.</param>
    /// <param name="kind">How it is asked for.</param>
    /// <param name="type">The type of the argument.</param>
    internal Instruction Measure(string prefix, SizeKind kind, TypeReference type)
    {
        var method = new MethodReference(prefix + kind, module.TypeSystem.Int64, context.GuardType("Work", Namespace));
        return kind switch
        {
            SizeKind.Number or SizeKind.Text or SizeKind.Builder or SizeKind.BigInteger or SizeKind.Expression or SizeKind.Stream => Call(method, type),
            SizeKind.Object or SizeKind.Collection => Call(method, module.TypeSystem.Object),
            SizeKind.Array => Call(method, new TypeReference("System", "Array", module, module.TypeSystem.CoreLibrary)),
            SizeKind.Capture => Call(method, new TypeReference(type.Namespace, "Capture", module, type.Scope)),
            SizeKind.Value => CallOf(method, [type], parameters => parameters[0]),
            SizeKind.Vector => CallOf(method, [((ArrayType)type).ElementType], parameters => new ArrayType(parameters[0])),
            SizeKind.Sequence => CallOf(method, [.. ((GenericInstanceType)type).GenericArguments], SequenceOf),
            _ => CallOf(method, [.. ((GenericInstanceType)type).GenericArguments], parameters => Instance(((GenericInstanceType)type).ElementType, parameters)),
        };
    }

    /// <summary>Takes the address of an instance whose type a prefix says.</summary>
    internal Instruction MeasureReceiver(TypeReference type) => CallOf(
        new MethodReference("OfReceiver", module.TypeSystem.Int64, context.GuardType("Work", Namespace)),
        [type],
        parameters => new ByReferenceType(parameters[0]));

    /// <summary>Takes one size or two, and puts what a shape makes of them.</summary>
    internal Instruction Shape(WorkShape shape)
    {
        var method = new MethodReference(shape.ToString(), module.TypeSystem.Int64, context.GuardType("Work", Namespace));
        var sizes = Enumerable.Repeat(module.TypeSystem.Int64, shape is WorkShape.Product or WorkShape.Least or WorkShape.Tail ? 2 : 1);
        return Call(method, [.. sizes]);
    }

    /// <summary>Takes a size, a factor and a divisor.</summary>
    internal Instruction Scaled() => Call(
        new MethodReference("Scaled", module.TypeSystem.Int64, context.GuardType("Work", Namespace)),
        module.TypeSystem.Int64,
        module.TypeSystem.Int32,
        module.TypeSystem.Int32);

    /// <summary>Takes a sequence of a type and a weight, and puts the sequence that the member is given.</summary>
    internal Instruction Count(SequenceCount count, GenericInstanceType type)
    {
        var method = new MethodReference("Fuel" + count, module.TypeSystem.Void, context.GuardType("Guard", Metadata.FrameworkNames.SlotLibrary));
        var call = CallOf(method, [.. type.GenericArguments], SequenceOf);
        method.ReturnType = method.Parameters[0].ParameterType;
        method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32));
        return call;
    }

    private GenericInstanceType SequenceOf(IReadOnlyList<GenericParameter> parameters)
    {
        var open = new TypeReference("System.Collections.Generic", "IEnumerable`1", module, module.TypeSystem.CoreLibrary);
        open.GenericParameters.Add(new GenericParameter(open));
        return Instance(open, parameters);
    }

    private static GenericInstanceType Instance(TypeReference open, IReadOnlyList<GenericParameter> parameters)
    {
        var instance = new GenericInstanceType(open);
        foreach (var parameter in parameters)
        {
            instance.GenericArguments.Add(parameter);
        }

        return instance;
    }

    private static Instruction Call(MethodReference method, params ReadOnlySpan<TypeReference> parameters)
    {
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter));
        }

        return Instruction.Create(OpCodes.Call, method);
    }

    private static Instruction CallOf(
        MethodReference method, IReadOnlyList<TypeReference> arguments, Func<IReadOnlyList<GenericParameter>, TypeReference> parameter)
    {
        var instance = new GenericInstanceMethod(method);
        foreach (var argument in arguments)
        {
            method.GenericParameters.Add(new GenericParameter(method));
            instance.GenericArguments.Add(argument);
        }

        method.Parameters.Add(new ParameterDefinition(parameter([.. method.GenericParameters])));
        return Instruction.Create(OpCodes.Call, instance);
    }
}
