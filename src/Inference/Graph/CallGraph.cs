namespace RExecIL.Inference.Graph;

/// <summary>What an edge carries from the callee to the caller.</summary>
[Flags]
internal enum EdgeKind : byte
{
    /// <summary>Effects that do not depend on what is passed.</summary>
    Plain = 0,

    /// <summary>The call passes something that came in as an argument.</summary>
    PassesArgument = 1,

    /// <summary>The caller hands out what the callee gave.</summary>
    ReturnsResult = 2,

    /// <summary>From the creation of an object to a body that it puts into a slot.</summary>
    Override = 4,
}

/// <summary>Nodes and edges as arrays. Methods come first, then the creation of each type, then the unresolved.</summary>
internal sealed class CallGraph(int methodCount, int typeCount)
{
    private readonly Dictionary<(int From, int To), int> _index = [];

    internal int MethodCount { get; } = methodCount;

    internal int NodeCount { get; } = methodCount + typeCount + 1;

    /// <summary>Stands for every reference that resolves to nothing.</summary>
    internal int Unresolved { get; } = methodCount + typeCount;

    internal List<int> From { get; } = [];

    internal List<int> To { get; } = [];

    internal List<EdgeKind> Kind { get; } = [];

    /// <summary>The slots whose callers are charged already, for edges of kind <see cref="EdgeKind.Override"/>.</summary>
    internal Dictionary<int, HashSet<int>> Slots { get; } = [];

    /// <summary>What each node does by itself.</summary>
    internal Effects[] Own { get; } = new Effects[methodCount + typeCount + 1];

    /// <summary>The node of the creation of a type.</summary>
    internal int Creation(int type) => MethodCount + type;

    /// <summary>Adds an edge, or what it carries to one that is there.</summary>
    internal int Add(int from, int to, EdgeKind kind)
    {
        if (_index.TryGetValue((from, to), out var edge))
        {
            // Once called plainly, an override is charged in full.
            Kind[edge] = (Kind[edge] | kind) & (((Kind[edge] & kind & EdgeKind.Override) != 0) ? (EdgeKind)7 : (EdgeKind)3);
            return edge;
        }

        edge = From.Count;
        _index.Add((from, to), edge);
        From.Add(from);
        To.Add(to);
        Kind.Add(kind);
        return edge;
    }
}
