namespace RExecIL.Inference.Framework;

/// <summary>Parameters and result of a method, as far as the analysis needs them.</summary>
/// <param name="ParameterCount">Without the instance.</param>
/// <param name="HasThis">Whether it takes an instance.</param>
/// <param name="ReturnCode">The element type's code of the result.</param>
/// <param name="ReturnType">The definition of the result, or -1.</param>
/// <param name="Integers">A bit for each of the first 56 parameters that is an integer of 32 or 64 bits.</param>
/// <param name="ParametersHash">Equal for equal parameters.</param>
internal readonly record struct MethodShape(
    int ParameterCount, bool HasThis, int ReturnCode, int ReturnType, ulong Integers, ulong ParametersHash);
