using System.Diagnostics.CodeAnalysis;

/// <summary>What tests find by name; outside our namespace, whose types no guest finds.</summary>
[SuppressMessage("Design", "CA1050", Justification = "A guest's type in the global namespace.")]
public sealed class LookedUp;
