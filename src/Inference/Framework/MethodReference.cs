namespace RExecIL.Inference.Framework;

/// <summary>What a method token of a body names.</summary>
/// <param name="Method">The definition, or -1.</param>
/// <param name="IsArray">Whether it is one of the methods that the runtime gives to arrays.</param>
/// <param name="ArgumentCount">How many values a call takes, the instance included.</param>
/// <param name="HasThis">Whether the first of them is the instance.</param>
/// <param name="IsVoid">Whether a call gives no result.</param>
/// <param name="Arguments">Type arguments that the token mentions.</param>
internal readonly record struct MethodReference(
    int Method, bool IsArray, int ArgumentCount, bool HasThis, bool IsVoid, TypeArgument[] Arguments);
