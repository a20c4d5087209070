namespace RExecIL;

/// <summary>Whether unloading really freed the guest.</summary>
/// <param name="Collected">Whether nothing of the guest is left in memory.</param>
/// <param name="GcRounds">Garbage collections that it took, or that were tried.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="HeldBy">Which guests are still in memory, and what is known to keep each; null when nothing does.</param>
public sealed record UnloadReport(bool Collected, int GcRounds, TimeSpan Elapsed, string? HeldBy);
