using System.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Counts what a member of the framework allocates by its arguments before it is called.</summary>
/// <remarks>
/// <code>
/// call instance string String::PadLeft(int32)  =>  stloc n; stloc self;
///                                                  ldloc n; SIZE; call int64 Guard::SizeOf(int32, int32); call Guard::AllocateLarge(int64)
///                                                  ldloc self; ldloc n; call instance string String::PadLeft(int32)
/// ldftn of such a member                        =>  ldftn thunk, which does the same
/// </code>
/// Which members, and by which of their arguments, the lines <c>size</c> of <c>overlay.api</c> say. Arguments that are
/// above the first that counts go into locals and come back; each term counts by itself, so that no sum can overflow.
/// </remarks>
internal sealed class AmountPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var instruction in editor.Instructions)
        {
            if (instruction.Operand is not MethodReference callee
                || context.Plan.SizesOf(callee.MetadataToken.ToInt32()) is not { IsEmpty: false } terms)
            {
                continue;
            }

            switch (instruction.OpCode.Code)
            {
                case Code.Call or Code.Callvirt or Code.Newobj:
                    Count(instruction, callee, terms, editor, context);
                    break;
                case Code.Ldftn:
                    editor.Replace(instruction, Instruction.Create(OpCodes.Ldftn, Thunk(callee, method, terms, context)));
                    break;
                case Code.Ldvirtftn:
                    editor.Replace(
                        instruction, Instruction.Create(OpCodes.Pop), Instruction.Create(OpCodes.Ldftn, Thunk(callee, method, terms, context)));
                    break;
                default:
                    throw new NotSupportedException($"{callee.FullName} is used with {instruction.OpCode.Name}.");
            }
        }
    }

    private static MethodReference Thunk(MethodReference callee, MethodDefinition user, EquatableArray<SizeTerm> terms, RewritingContext context) =>
        context.Thunks.Of(callee, user, (body, called) =>
        {
            var editor = new BodyEditor(body);
            Count(editor.Instructions.Single(instruction => instruction.Operand == called), called, terms, editor, context);
            AllocationPass.CountCall(editor.Instructions.Single(instruction => instruction.Operand == called), editor, context);
            editor.Finish();
        });

    private static void Count(
        Instruction call, MethodReference callee, EquatableArray<SizeTerm> terms, BodyEditor editor, RewritingContext context)
    {
        var hasInstance = callee.HasThis && call.OpCode.Code != Code.Newobj;
        var first = terms.Items.Min(term => term.Parameters.Items.Min());
        var locals = new Dictionary<int, VariableDefinition>();
        var code = new List<Instruction>();
        for (var position = callee.Parameters.Count - 1; position >= first; position--)
        {
            var type = position < 0
                ? hasInstance ? callee.DeclaringType : throw new NotSupportedException($"{callee.FullName} has no instance.")
                : Closed(callee.Parameters[position].ParameterType, callee);
            locals.Add(position, editor.AddLocal(type));
            code.Add(Instruction.Create(OpCodes.Stloc, locals[position]));
        }

        foreach (var term in terms)
        {
            code.AddRange(term.Parameters.Items.Select(parameter => Instruction.Create(OpCodes.Ldloc, locals[parameter])));
            if (term.Method is null)
            {
                code.Add(Factor(term, callee));
                code.Add(context.CallGuard(Measure(term, locals[term.Parameters[0]].VariableType)));
            }
            else
            {
                code.Add(context.CallMeasure(term.Method, term.Parameters.Items.Select(parameter => locals[parameter].VariableType)));
            }

            code.Add(context.CallGuard("AllocateLarge"));
        }

        code.AddRange(locals.OrderBy(local => local.Key).Select(local => Instruction.Create(OpCodes.Ldloc, local.Value)));
        editor.InsertBefore(AllocationPass.FirstPrefix(call), [.. code]);
    }

    private static string Measure(SizeTerm term, TypeReference type) => (type, term.Measure) switch
    {
        (ArrayType { ElementType.MetadataType: MetadataType.String }, SizeMeasure.Each) => "SizeOfStrings",
        (ArrayType, SizeMeasure.Whole) => "SizeOfArray",
        ({ MetadataType: MetadataType.String }, SizeMeasure.Whole) => "SizeOfString",
        ({ MetadataType: MetadataType.String }, SizeMeasure.Numbers) => "SizeOfNumbers",
        ({ MetadataType: MetadataType.Int32 }, SizeMeasure.Whole) => "SizeOf",
        ({ MetadataType: MetadataType.Int64 }, SizeMeasure.Whole) => "SizeOfLong",
        _ => throw new UnreachableException($"A size line counts a {type.FullName}."),
    };

    private static Instruction Factor(SizeTerm term, MethodReference callee) => term.GenericArgument < 0
        ? Instruction.Create(OpCodes.Ldc_I4, term.Factor)
        : Instruction.Create(OpCodes.Sizeof, term.OfMethod
            ? ((GenericInstanceMethod)callee).GenericArguments[term.GenericArgument]
            : ((GenericInstanceType)callee.DeclaringType).GenericArguments[term.GenericArgument]);

    private static TypeReference Closed(TypeReference type, MethodReference callee) =>
        GenericSubstitution.Replace(type, parameter => parameter.Type == GenericParameterType.Method
            ? ((GenericInstanceMethod)callee).GenericArguments[parameter.Position]
            : ((GenericInstanceType)callee.DeclaringType).GenericArguments[parameter.Position]);
}
