namespace RExecIL.Verifier.Policies;

/// <summary>What guest code may use, resolved against the installed runtime. Immutable, safe to share between threads.</summary>
public sealed class Policy
{
}
