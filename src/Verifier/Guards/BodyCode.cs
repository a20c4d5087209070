using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Guards;

/// <summary>The instructions of one body by position and by offset, and where something leads into them.</summary>
internal sealed class BodyCode
{
    private readonly EquatableArray<Instruction> _code;
    private readonly Dictionary<int, int> _indexAt = [];
    private readonly HashSet<int> _entered = [];

    internal BodyCode(MethodBodyModel body)
    {
        _code = body.Instructions;
        for (var index = 0; index < _code.Count; index++)
        {
            _indexAt.Add(_code[index].Offset, index);
            _entered.UnionWith(ControlFlow.TargetsOf(_code[index]));
        }

        foreach (var clause in body.ExceptionClauses)
        {
            _entered.UnionWith([clause.TryOffset, clause.HandlerOffset, clause.FilterOffset]);
        }
    }

    /// <summary>How many instructions there are.</summary>
    internal int Count => _code.Count;

    /// <summary>The instruction at a position; an empty one outside the body.</summary>
    internal Instruction this[int index] => index >= 0 && index < _code.Count ? _code[index] : default;

    /// <summary>The position of the instruction at an offset.</summary>
    internal int IndexOf(int offset) => _indexAt[offset];

    /// <summary>Whether nothing leads into the code behind one position, up to another.</summary>
    internal bool IsStraight(int from, int to)
    {
        for (var index = from + 1; index <= to; index++)
        {
            if (_entered.Contains(_code[index].Offset))
            {
                return false;
            }
        }

        return true;
    }
}
