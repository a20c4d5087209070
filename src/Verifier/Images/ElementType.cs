namespace RExecIL.Verifier.Images;

/// <summary>Element types of signatures (ECMA-335 II.23.1.16).</summary>
internal static class ElementType
{
    internal const byte Void = 0x01;
    internal const byte Boolean = 0x02;
    internal const byte Char = 0x03;
    internal const byte SByte = 0x04;
    internal const byte Byte = 0x05;
    internal const byte Int16 = 0x06;
    internal const byte UInt16 = 0x07;
    internal const byte Int32 = 0x08;
    internal const byte UInt32 = 0x09;
    internal const byte Int64 = 0x0A;
    internal const byte UInt64 = 0x0B;
    internal const byte Single = 0x0C;
    internal const byte Double = 0x0D;
    internal const byte String = 0x0E;
    internal const byte Pointer = 0x0F;
    internal const byte ByReference = 0x10;
    internal const byte ValueType = 0x11;
    internal const byte Class = 0x12;
    internal const byte TypeVariable = 0x13;
    internal const byte Array = 0x14;
    internal const byte GenericInstance = 0x15;
    internal const byte TypedReference = 0x16;
    internal const byte NativeInt = 0x18;
    internal const byte NativeUInt = 0x19;
    internal const byte FunctionPointer = 0x1B;
    internal const byte Object = 0x1C;
    internal const byte Vector = 0x1D;
    internal const byte MethodVariable = 0x1E;
    internal const byte RequiredModifier = 0x1F;
    internal const byte OptionalModifier = 0x20;
    internal const byte Sentinel = 0x41;
    internal const byte Pinned = 0x45;
}
