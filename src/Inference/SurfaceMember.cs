namespace RExecIL.Inference;

/// <summary>A public or protected member of a public type, and what it can reach.</summary>
/// <param name="Type">The type's documentation name.</param>
/// <param name="Local">The member's documentation id without the type: <c>M:Concat(System.String)</c>, <c>F:Empty</c>.</param>
/// <param name="Namespace">The namespace of the outermost type.</param>
/// <param name="Node">The node of a method; of a field that of its type's initializer, or -1.</param>
/// <param name="CreationNode">For constructors the node of the creation, else -1.</param>
/// <param name="Effects">All effects, those of rules included.</param>
public sealed record SurfaceMember(string Type, string Local, string Namespace, int Node, int CreationNode, Effects Effects)
{
    /// <summary>The whole documentation id.</summary>
    public string Id => $"{Local[..2]}{Type}.{Local[2..]}";

    /// <summary>Whether it reaches nothing but what every guest may have.</summary>
    public bool IsHarmless => (Effects & ~EffectNames.Harmless) == Effects.None;

    /// <summary>Parameters that decide how much is allocated or how often a loop runs, as <c>size 1</c> or <c>loop 0</c>.</summary>
    public IReadOnlyList<string> Amounts { get; init; } = [];
}
