using RExecIL.Inference.Graph;

namespace RExecIL.Inference.Solving;

/// <summary>Carries effects from callees to callers until nothing changes.</summary>
/// <remarks>
/// In two phases. The first leaves overrides out, which gives no slot more than it really carries; so what it finds may be
/// taken off what creators pay for overrides: callers of the slot are charged with it already.
/// </remarks>
internal sealed class EffectSolver
{
    private readonly CallGraph _graph;
    private readonly Effects[] _barriers;
    private readonly int[] _firstCaller;
    private readonly int[] _edgesByCallee;
    private readonly Effects[] _masks;

    private EffectSolver(CallGraph graph, Effects[] barriers)
    {
        (_graph, _barriers) = (graph, barriers);
        _firstCaller = new int[graph.NodeCount + 1];
        foreach (var callee in graph.To)
        {
            _firstCaller[callee + 1]++;
        }

        for (var node = 0; node < graph.NodeCount; node++)
        {
            _firstCaller[node + 1] += _firstCaller[node];
        }

        _edgesByCallee = new int[graph.To.Count];
        var next = _firstCaller.ToArray();
        for (var edge = 0; edge < graph.To.Count; edge++)
        {
            _edgesByCallee[next[graph.To[edge]]++] = edge;
        }

        _masks = new Effects[graph.To.Count];
        Array.Fill(_masks, EffectNames.All);
        Of = [];
    }

    /// <summary>What each node reaches, its own barrier not yet applied.</summary>
    internal Effects[] Of { get; private set; }

    /// <summary>Solves a graph.</summary>
    /// <param name="graph">Nodes, edges and what nodes do by themselves.</param>
    /// <param name="barriers">What of a node's effects does not concern its callers.</param>
    internal static EffectSolver Solve(CallGraph graph, Effects[] barriers)
    {
        var solver = new EffectSolver(graph, barriers);
        foreach (var edge in graph.Slots.Keys)
        {
            solver._masks[edge] = Effects.None;
        }

        solver.Run();
        foreach (var (edge, slots) in graph.Slots)
        {
            if ((graph.Kind[edge] & EdgeKind.Override) == 0)
            {
                solver._masks[edge] = EffectNames.All; // The body is called by name as well.
                continue;
            }

            var charged = slots.Aggregate(EffectNames.All, (all, slot) => all & solver.Seen(slot));
            solver._masks[edge] = EffectNames.All & ~charged;
        }

        solver.Run();
        return solver;
    }

    /// <summary>What callers of a node see.</summary>
    internal Effects Seen(int node) => Of[node] & ~_barriers[node];

    /// <summary>What an edge lets through of what callers of its callee see.</summary>
    internal Effects Passed(int edge)
    {
        var kind = _graph.Kind[edge];
        var passed = Seen(_graph.To[edge]) & _masks[edge];
        if (KeepsArgument(edge))
        {
            // Whoever calls the slot does not know that this body keeps what it is given; so whoever makes the object
            // answers for the change of shared state.
            passed |= Effects.GWRITE;
        }

        if ((kind & EdgeKind.PassesArgument) == 0)
        {
            passed &= ~(Effects.GSET | Effects.TSET);
        }

        if ((kind & EdgeKind.Override) != 0)
        {
            // Whoever creates an object does not call what is missing here.
            passed &= ~Effects.PNSE;
        }

        return (kind & EdgeKind.ReturnsResult) == 0 ? passed & ~Effects.GALIAS : passed;
    }

    /// <summary>Whether an edge leads from a creation to a body that stores what callers of its slot pass to it.</summary>
    internal bool KeepsArgument(int edge) => (_graph.Kind[edge] & EdgeKind.Override) != 0
        && (Seen(_graph.To[edge]) & _masks[edge] & (Effects.GSET | Effects.TSET)) != Effects.None;

    /// <summary>The edges that lead to a node.</summary>
    internal ReadOnlySpan<int> EdgesTo(int node) => _edgesByCallee.AsSpan(_firstCaller[node].._firstCaller[node + 1]);

    private void Run()
    {
        Of = (Effects[])_graph.Own.Clone();
        var pending = new Stack<int>();
        var isPending = new bool[_graph.NodeCount];
        for (var node = 0; node < _graph.NodeCount; node++)
        {
            if (Of[node] != Effects.None)
            {
                pending.Push(node);
                isPending[node] = true;
            }
        }

        while (pending.TryPop(out var node))
        {
            isPending[node] = false;
            foreach (var edge in EdgesTo(node))
            {
                var caller = _graph.From[edge];
                var more = Passed(edge) & ~Of[caller];
                if (more == Effects.None)
                {
                    continue;
                }

                Of[caller] |= more;
                if (!isPending[caller])
                {
                    isPending[caller] = true;
                    pending.Push(caller);
                }
            }
        }
    }
}
