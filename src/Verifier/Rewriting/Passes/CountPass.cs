using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Holds collections of the guest to what they say of their size.</summary>
/// <remarks>
/// <code>
/// ret  =>  sizeof T; call int32 Guard::Expect(int32, int32); ret       in get_Count of what is a collection of T
/// </code>
/// <c>new List&lt;T&gt;(collection)</c> and its like make an array of as many elements as <c>Count</c> says, before they look at one.
/// </remarks>
internal sealed class CountPass : IRewritingPass
{
    private const string Getter = "get_Count";

    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        if (!IsCount(method))
        {
            return;
        }

        var elements = ElementsOf(method.DeclaringType);
        foreach (var end in editor.Instructions.Where(instruction => instruction.OpCode.Code == Code.Ret))
        {
            var target = end;
            foreach (var element in elements)
            {
                target = editor.InsertBefore(target, Instruction.Create(OpCodes.Sizeof, element), context.CallGuard("Expect"));
            }
        }
    }

    private static bool IsCount(MethodDefinition method) =>
        method is { IsVirtual: true, Parameters.Count: 0 }
        && method.ReturnType.MetadataType == MetadataType.Int32
        && (method.Name == Getter || method.Name.EndsWith("." + Getter, StringComparison.Ordinal)
            || method.Overrides.Any(slot => slot.Name == Getter));

    /// <summary>What the type, or a type that it extends, may be a collection of; a reference when nothing says it.</summary>
    private static List<TypeReference> ElementsOf(TypeDefinition type)
    {
        List<TypeReference> elements =
        [
            .. type.GenericParameters,
            .. type.Interfaces.SelectMany(implemented => ArgumentsOf(implemented.InterfaceType)),
            .. ArgumentsOf(type.BaseType),
        ];
        for (var parent = Definition(type.BaseType); parent is not null; parent = Definition(parent.BaseType))
        {
            // What a base type says in terms of its own parameters is among its arguments above.
            elements.AddRange(parent.Interfaces.Select(implemented => implemented.InterfaceType)
                .Append(parent.BaseType)
                .SelectMany(ArgumentsOf)
                .Where(element => !element.ContainsGenericParameter));
        }

        elements = [.. elements.Where(element => element.IsValueType || element.IsGenericParameter).DistinctBy(element => element.FullName)];
        return elements.Count > 0 ? elements : [type.Module.TypeSystem.Object];
    }

    private static TypeDefinition? Definition(TypeReference? type) => type?.GetElementType() as TypeDefinition;

    private static IReadOnlyList<TypeReference> ArgumentsOf(TypeReference? type) =>
        type is GenericInstanceType generic ? [.. generic.GenericArguments] : [];
}
