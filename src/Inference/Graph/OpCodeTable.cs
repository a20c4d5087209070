using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace RExecIL.Inference.Graph;

/// <summary>Operands and stack behaviour of all opcodes. Source: ECMA-335 III.1.2.</summary>
internal static class OpCodeTable
{
    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoBytes = new OpCode[256];

    static OpCodeTable()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var opCode = (OpCode)field.GetValue(null)!;
            (opCode.Size == 1 ? OneByte : TwoBytes)[opCode.Value & 0xFF] = opCode;
        }
    }

    /// <summary>Reads one opcode.</summary>
    internal static OpCode Read(ref BlobReader body)
    {
        var first = body.ReadByte();
        return first == 0xFE ? TwoBytes[body.ReadByte()] : OneByte[first];
    }

    /// <summary>How many values an opcode takes; -1 when that depends on its operand.</summary>
    internal static int Pops(OpCode opCode) => opCode.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
            or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1
            or StackBehaviour.Popref_popi => 2,
        StackBehaviour.Varpop => -1,
        _ => 3,
    };

    /// <summary>How many values an opcode gives; -1 when that depends on its operand.</summary>
    internal static int Pushes(OpCode opCode) => opCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => -1,
        _ => 1,
    };
}
