using System.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Counts what a member of the framework allocates by its arguments, and charges for its work, before it is called.</summary>
/// <remarks>
/// <code>
/// call instance string String::PadLeft(int32)  =>  stloc n; stloc self;
///                                                  ldloc n; SIZE; call int64 Guard::SizeOf(int32, int32); call Guard::AllocateLarge(int64)
///                                                  ldloc self; ldloc n; call instance string String::PadLeft(int32)
/// call void Array::Sort(!!0[])                  =>  stloc a; ldloc a; call Work::OfVector; call Work::Sort; call Guard::BurnWork(int64)
///                                                  ldloc a; call void Array::Sort(!!0[])
/// call int32 String::IndexOf(char)              =>  …; dup; stloc c; call Guard::BurnWork(int64); …; call int32 String::IndexOf(char);
///                                                  ldloc c; LENGTH; START; COUNT; call int32 Guard::Found(int32, int64, int64, int32, int32)
/// ldftn of such a member                        =>  ldftn thunk, which does the same
/// </code>
/// Which members, and by which of their arguments, the lines <c>size</c> of <c>overlay.api</c> say, and where fuel is metered
/// those of <c>work.api</c>. Arguments that are above the first that counts go into locals and come back; each term counts by
/// itself, so that no sum can overflow.
/// </remarks>
internal sealed class AmountPass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var instruction in editor.Instructions)
        {
            if (instruction.Operand is not MethodReference callee || Counted.Of(callee, instruction, context) is not { } counted)
            {
                continue;
            }

            switch (instruction.OpCode.Code)
            {
                case Code.Call or Code.Callvirt or Code.Newobj:
                    Count(instruction, callee, counted, editor, context);
                    break;
                case Code.Ldftn:
                    editor.Replace(instruction, Instruction.Create(OpCodes.Ldftn, Thunk(callee, method, counted, context)));
                    break;
                case Code.Ldvirtftn:
                    editor.Replace(
                        instruction, Instruction.Create(OpCodes.Pop), Instruction.Create(OpCodes.Ldftn, Thunk(callee, method, counted, context)));
                    break;
                default:
                    throw new NotSupportedException($"{callee.FullName} is used with {instruction.OpCode.Name}.");
            }
        }
    }

    /// <summary>Charges for the work of one call.</summary>
    /// <returns>Where the call stands now.</returns>
    internal static Instruction Charge(Instruction call, WorkCharge work, BodyEditor editor, RewritingContext context) =>
        Count(call, (MethodReference)call.Operand, new Counted([], work), editor, context);

    private static MethodReference Thunk(MethodReference callee, MethodDefinition user, Counted counted, RewritingContext context) =>
        context.Thunks.Of(callee, user, (body, called) =>
        {
            var editor = new BodyEditor(body);
            var call = Count(editor.Instructions.Single(instruction => instruction.Operand == called), called, counted, editor, context);
            AllocationPass.CountCall(call, editor, context);
            editor.Finish();
        });

    private static Instruction Count(Instruction call, MethodReference callee, Counted counted, BodyEditor editor, RewritingContext context)
    {
        var code = new List<Instruction>();
        var locals = Store(call, callee, counted.First, code, editor, context);
        var charge = new WorkEmitter(code, locals, editor, context);
        charge.Before(counted.Work);
        foreach (var term in counted.Terms)
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
        var moved = editor.InsertBefore(AllocationPass.FirstPrefix(call), [.. code]);
        call = moved.OpCode.OpCodeType == OpCodeType.Prefix ? call : moved;
        code.Clear();
        charge.Behind(counted.Work);
        if (code.Count > 0)
        {
            editor.InsertAfter(call, [.. code]);
        }

        return call;
    }

    /// <summary>Puts all arguments from the first that counts on into locals.</summary>
    private static Dictionary<int, VariableDefinition> Store(
        Instruction call, MethodReference callee, int first, List<Instruction> code, BodyEditor editor, RewritingContext context)
    {
        var hasInstance = callee.HasThis && call.OpCode.Code != Code.Newobj;
        var locals = new Dictionary<int, VariableDefinition>();
        for (var position = callee.Parameters.Count - 1; position >= first; position--)
        {
            var type = position < 0
                ? hasInstance ? Instance(call, callee, context) : throw new NotSupportedException($"{callee.FullName} has no instance.")
                : Closed(callee.Parameters[position].ParameterType, callee);
            locals.Add(position, editor.Scratch(type, position));
            code.Add(Instruction.Create(OpCodes.Stloc, locals[position]));
        }

        return locals;
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

    /// <summary>The instance as the call finds it: a reference, or where a prefix says its type or it is a value the address.</summary>
    private static TypeReference Instance(Instruction call, MethodReference callee, RewritingContext context)
    {
        if (WorkEmitter.Constraint(call) is { } constraint)
        {
            return new ByReferenceType(constraint);
        }

        if (!context.Plan.IsOfValue(callee.MetadataToken.ToInt32()))
        {
            return callee.DeclaringType;
        }

        callee.DeclaringType.GetElementType().IsValueType = true; // A name alone does not say it, and signatures must.
        return new ByReferenceType(callee.DeclaringType);
    }

    /// <summary>What is counted of one member.</summary>
    /// <param name="Terms">What it allocates.</param>
    /// <param name="Work">What its work is charged with; null for nothing.</param>
    private sealed record Counted(EquatableArray<SizeTerm> Terms, WorkCharge? Work)
    {
        /// <summary>The first argument that counts: -1 for the instance.</summary>
        internal int First => Terms.Items.SelectMany(term => term.Parameters.Items).Concat(Work?.Positions ?? []).Min();

        internal static Counted? Of(MethodReference callee, Instruction use, RewritingContext context)
        {
            var token = callee.MetadataToken.ToInt32();
            var counted = new Counted(context.Plan.SizesOf(token), context.Plan.WorkOf(token, (ILOpCode)(ushort)use.OpCode.Value, WorkEmitter.Constraint(use) is { MetadataToken: { TokenType: TokenType.TypeRef } constraint } ? constraint.ToInt32() : 0));
            return counted is { Terms.IsEmpty: true, Work: null } ? null : counted;
        }
    }
}
