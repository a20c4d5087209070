using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

namespace RExecIL.Verifier.Tests.TypeSafety.Search;

/// <summary>What a line of a program stands for.</summary>
internal enum LineKind
{
    /// <summary>An instruction.</summary>
    Instruction,

    /// <summary><c>L1:</c></summary>
    Label,

    /// <summary><c>.try {</c></summary>
    Try,

    /// <summary><c>} filter {</c></summary>
    Filter,

    /// <summary><c>} handler {</c>, behind a filter.</summary>
    Handler,

    /// <summary><c>} catch Alias {</c></summary>
    Catch,

    /// <summary><c>} finally {</c></summary>
    Finally,

    /// <summary><c>} fault {</c></summary>
    Fault,

    /// <summary><c>}</c></summary>
    End,
}

/// <summary>One line of a program.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="OpCode">The instruction's opcode.</param>
/// <param name="Operand">A number, a text, or for labels, members and types their name.</param>
internal sealed record Line(LineKind Kind, OpCode OpCode = default, object? Operand = null)
{
    internal bool IsBranch => OpCode.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget;

    /// <summary>Whether the operand is the name of a member or type.</summary>
    internal bool IsNamed => OpCode.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType;

    /// <summary>Bytes of the instruction with its operand.</summary>
    internal int Size => OpCode.Size + OpCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineVar or OperandType.ShortInlineI or OperandType.ShortInlineBrTarget => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

/// <summary>Programs as text, a line each: what the search enumerates and what a finding is reported as.</summary>
internal static class ProgramText
{
    private static readonly FrozenDictionary<string, OpCode> OpCodesByName = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => code.Name!, StringComparer.Ordinal);

    private static readonly Dictionary<string, Line> Known = [];

    /// <summary>The lines of <c>a; b; c</c>.</summary>
    internal static string[] Split(string item) => item.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a line says. Each text is read once.</summary>
    internal static Line Parse(string text)
    {
        if (!Known.TryGetValue(text, out var line))
        {
            line = Read(text);
            Known.Add(text, line);
        }

        return line;
    }

    private static Line Read(string text)
    {
        switch (text)
        {
            case ".try {":
                return new(LineKind.Try);
            case "} filter {":
                return new(LineKind.Filter);
            case "} handler {":
                return new(LineKind.Handler);
            case "} finally {":
                return new(LineKind.Finally);
            case "} fault {":
                return new(LineKind.Fault);
            case "}":
                return new(LineKind.End);
        }

        if (text.StartsWith("} catch ", StringComparison.Ordinal))
        {
            return new(LineKind.Catch, default, text[8..^2]);
        }

        if (text.EndsWith(':'))
        {
            return new(LineKind.Label, default, text[..^1]);
        }

        var (name, rest) = text.Split(' ', 2) is [var head, var tail] ? (head, tail) : (text, "");
        var code = OpCodesByName[name];
        return new(LineKind.Instruction, code, code.OperandType switch
        {
            OperandType.InlineNone => null,
            OperandType.ShortInlineVar or OperandType.InlineVar or OperandType.ShortInlineI or OperandType.InlineI => int.Parse(rest, CultureInfo.InvariantCulture),
            OperandType.InlineI8 => long.Parse(rest, CultureInfo.InvariantCulture),
            OperandType.ShortInlineR => float.Parse(rest, CultureInfo.InvariantCulture),
            OperandType.InlineR => double.Parse(rest, CultureInfo.InvariantCulture),
            OperandType.InlineString => rest.Trim('"'),
            _ => rest,
        });
    }
}
