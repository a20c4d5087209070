using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Edits one body so that branches, switch tables and exception clauses go on meaning the same code.</summary>
/// <remarks>
/// Branches hold instructions, not offsets. So what stands in front of an instruction is put <em>into</em> it: the
/// instruction moves to a copy behind, and whatever pointed at it now meets the new code first. Short branches are
/// widened at the start and shortened again, where they still fit, when the body is written.
/// </remarks>
internal sealed class BodyEditor
{
    private readonly MethodBody _body;
    private readonly ILProcessor _processor;
    private readonly Dictionary<int, Instruction> _byOffset = [];
    private readonly Dictionary<(object Type, int Ordinal), VariableDefinition> _scratch = [];

    internal BodyEditor(MethodBody body)
    {
        _body = body;
        _processor = body.GetILProcessor();
        foreach (var instruction in body.Instructions)
        {
            _byOffset.TryAdd(instruction.Offset, instruction); // A body of our own has no offsets yet.
        }

        body.SimplifyMacros();
    }

    /// <summary>The exception clauses, to be changed in place.</summary>
    internal IList<ExceptionHandler> ExceptionClauses => _body.ExceptionHandlers;

    /// <summary>The instructions as they stand now.</summary>
    internal IReadOnlyList<Instruction> Instructions => [.. _body.Instructions];

    /// <summary>The instruction that stood at an offset of the original body.</summary>
    internal Instruction At(int offset) => _byOffset[offset];

    /// <summary>The instructions from one to another, without the latter; to the end when there is none.</summary>
    internal static IEnumerable<Instruction> Range(Instruction start, Instruction? end)
    {
        for (var instruction = start; instruction is not null && instruction != end; instruction = instruction.Next)
        {
            yield return instruction;
        }
    }

    /// <summary>Puts code before the first instruction; branches to that one do not run it.</summary>
    internal void InsertAtEntry(params ReadOnlySpan<Instruction> code)
    {
        var first = _body.Instructions[0];
        foreach (var instruction in code)
        {
            _processor.InsertBefore(first, instruction);
        }
    }

    /// <summary>Puts code in front of an instruction; what led to the instruction now leads to the code.</summary>
    /// <returns>Where the instruction itself stands now.</returns>
    internal Instruction InsertBefore(Instruction target, params ReadOnlySpan<Instruction> code)
    {
        var moved = Instruction.Create(OpCodes.Nop);
        (moved.OpCode, moved.Operand) = (target.OpCode, target.Operand);
        (target.OpCode, target.Operand) = (code[0].OpCode, code[0].Operand);
        var last = target;
        foreach (var instruction in code[1..])
        {
            _processor.InsertAfter(last, instruction);
            last = instruction;
        }

        _processor.InsertAfter(last, moved);
        return moved;
    }

    /// <summary>Puts code behind an instruction; what leads to the next one does not run it.</summary>
    internal void InsertAfter(Instruction target, params ReadOnlySpan<Instruction> code)
    {
        foreach (var instruction in code)
        {
            _processor.InsertAfter(target, instruction);
            target = instruction;
        }
    }

    /// <summary>Puts code at the start of a handler; branches inside it that lead back to its start do not run it.</summary>
    internal void InsertAtHandler(ExceptionHandler clause, params ReadOnlySpan<Instruction> code)
    {
        var start = clause.HandlerStart;
        foreach (var instruction in code)
        {
            _processor.InsertBefore(start, instruction);
        }

        foreach (var other in _body.ExceptionHandlers)
        {
            // What ended where the handler began goes on ending there. What begins there is protected inside it, and stays.
            other.TryEnd = other.TryEnd == start ? code[0] : other.TryEnd;
            other.HandlerEnd = other.HandlerEnd == start ? code[0] : other.HandlerEnd;
        }

        clause.HandlerStart = code[0];
    }

    /// <summary>Puts code in the place of an instruction; what led to the instruction now leads to the code.</summary>
    internal void Replace(Instruction target, params ReadOnlySpan<Instruction> code)
    {
        (target.OpCode, target.Operand) = (code[0].OpCode, code[0].Operand);
        var last = target;
        foreach (var instruction in code[1..])
        {
            _processor.InsertAfter(last, instruction);
            last = instruction;
        }
    }

    /// <summary>Puts other code in the place of the whole body.</summary>
    internal void ReplaceAll(params ReadOnlySpan<Instruction> code)
    {
        _body.ExceptionHandlers.Clear();
        _body.Variables.Clear();
        _body.Instructions.Clear();
        foreach (var instruction in code)
        {
            _body.Instructions.Add(instruction);
        }
    }

    /// <summary>A new local of a type, which starts as zero.</summary>
    internal VariableDefinition AddLocal(Mono.Cecil.TypeReference type)
    {
        var local = new VariableDefinition(type);
        _body.Variables.Add(local);
        _body.InitLocals = true;
        return local;
    }

    /// <summary>
    /// A local of a type for a few instructions that nothing stands between: the same as long as the type and the ordinal are.
    /// </summary>
    internal VariableDefinition Scratch(Mono.Cecil.TypeReference type, int ordinal)
    {
        object key = type.IsPrimitive || type.MetadataType is Mono.Cecil.MetadataType.String or Mono.Cecil.MetadataType.Object ? type.MetadataType : type;
        if (!_scratch.TryGetValue((key, ordinal), out var local))
        {
            local = AddLocal(type);
            _scratch.Add((key, ordinal), local);
        }

        return local;
    }

    /// <summary>Zeroes locals at entry, whatever the body says.</summary>
    internal void InitializeLocals() => _body.InitLocals = true;

    /// <summary>Ends the edits: short forms where they fit.</summary>
    internal void Finish() => _body.OptimizeMacros();
}
