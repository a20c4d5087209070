namespace RExecIL.Inference.Framework;

/// <summary>A framework type that a generic instantiation names as an argument.</summary>
/// <param name="Argument">The type.</param>
/// <param name="Generic">The generic type; -1 when <paramref name="Method"/> is generic.</param>
/// <param name="Method">The generic method, or -1.</param>
/// <param name="Index">Which argument.</param>
internal readonly record struct TypeArgument(int Argument, int Generic, int Method, int Index);
