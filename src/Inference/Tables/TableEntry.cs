namespace RExecIL.Inference.Tables;

/// <summary>One pattern of a table with what the table says of it.</summary>
internal sealed record TableEntry(TableLine Line, string Pattern, Effects Effects)
{
    /// <summary>What follows the pattern may be anything.</summary>
    internal bool IsPrefix => Pattern.EndsWith('*');

    /// <summary>The barrier's class, a to f; blank for other tables.</summary>
    internal char Class { get; init; } = ' ';

    /// <summary>The hashes of the bodies that a barrier vouches for: one for each platform or version that was read.</summary>
    internal IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>Whether the framework has anything of that name.</summary>
    internal bool IsUsed { get; set; }
}
