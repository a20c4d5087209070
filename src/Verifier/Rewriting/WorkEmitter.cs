using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Writes the charge for the work of one call, whose arguments are in locals.</summary>
internal sealed class WorkEmitter(
    List<Instruction> code, Dictionary<int, VariableDefinition> locals, BodyEditor editor, RewritingContext context)
{
    private VariableDefinition? _charged;

    /// <summary>The type that a prefix of a call says of its instance; null for none.</summary>
    internal static TypeReference? Constraint(Instruction call)
    {
        for (var prefix = call.Previous; prefix is { OpCode.OpCodeType: OpCodeType.Prefix }; prefix = prefix.Previous)
        {
            if (prefix.OpCode.Code == Code.Constrained)
            {
                return (TypeReference)prefix.Operand;
            }
        }

        return null;
    }

    /// <summary>What stands before the call.</summary>
    internal void Before(WorkCharge? work)
    {
        foreach (var term in work?.Terms ?? [])
        {
            Sum(term.Left);
            if (!term.Right.IsEmpty)
            {
                Sum(term.Right);
            }

            if (term.Shape != WorkShape.Linear)
            {
                code.Add(context.Work.Shape(term.Shape));
            }

            if ((term.Factor, term.Divisor) != (1, 1))
            {
                code.Add(Instruction.Create(OpCodes.Ldc_I4, term.Factor));
                code.Add(Instruction.Create(OpCodes.Ldc_I4, term.Divisor));
                code.Add(context.Work.Scaled());
            }

            if (work!.Found is not null)
            {
                _charged = editor.Scratch(context.Int64, 0);
                code.Add(Instruction.Create(OpCodes.Dup));
                code.Add(Instruction.Create(OpCodes.Stloc, _charged));
            }

            code.Add(context.CallGuard("BurnWork"));
        }

        foreach (var sequence in work?.Sequences ?? [])
        {
            var local = locals[sequence.Position];
            code.Add(Instruction.Create(OpCodes.Ldloc, local));
            code.Add(Instruction.Create(OpCodes.Ldc_I4, sequence.Weight));
            code.Add(context.Work.Count(sequence.Count, (GenericInstanceType)local.VariableType));
            code.Add(Instruction.Create(OpCodes.Stloc, local));
        }
    }

    /// <summary>What stands behind it.</summary>
    internal void Behind(WorkCharge? work)
    {
        if (work?.Found is not { } found)
        {
            return;
        }

        code.Add(Instruction.Create(OpCodes.Ldloc, _charged));
        Measure("LengthOf", found.Searched);
        Number(found.Start);
        Number(found.Count);
        code.Add(context.CallGuard(found.At == FoundAt.First ? "Found" : "FoundLast"));
    }

    private void Number(int? parameter) => code.Add(parameter is { } position
        ? Instruction.Create(OpCodes.Ldloc, locals[position])
        : Instruction.Create(OpCodes.Ldc_I4, -1));

    private void Sum(EquatableArray<MeasuredArgument> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            Measure("Of", arguments[index]);
            if (index > 0)
            {
                code.Add(Instruction.Create(OpCodes.Add));
            }
        }
    }

    private void Measure(string prefix, MeasuredArgument argument)
    {
        var local = locals[argument.Position];
        code.Add(Instruction.Create(OpCodes.Ldloc, local));
        if (local.VariableType is not ByReferenceType address)
        {
            code.Add(context.Work.Measure(prefix, argument.Kind, local.VariableType));
        }
        else if (argument.IsAddress)
        {
            code.Add(Instruction.Create(OpCodes.Ldobj, address.ElementType));
            code.Add(context.Work.Measure(prefix, argument.Kind, address.ElementType));
        }
        else
        {
            code.Add(context.Work.MeasureReceiver(address.ElementType));
        }
    }
}
