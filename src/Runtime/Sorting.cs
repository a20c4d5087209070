namespace RExecIL.Runtime;

/// <summary>What a sorted sequence sorts.</summary>
/// <param name="Source">A <see cref="KeyedSequence{T}"/>.</param>
/// <param name="BytesOfKeys">Bytes of all keys of an element.</param>
internal sealed record Sorting(object Source, long BytesOfKeys);
