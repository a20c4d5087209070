using RExecIL.Inference.Graph;

namespace RExecIL.Inference.Solving;

/// <summary>For one effect, a shortest path from each node that carries it to one that has it by itself.</summary>
internal sealed class WitnessPaths
{
    private readonly int[] _next;

    /// <summary>Finds the paths, breadth first from the nodes that have the effect by themselves.</summary>
    internal WitnessPaths(CallGraph graph, EffectSolver solver, Effects effect)
    {
        _next = new int[graph.NodeCount];
        Array.Fill(_next, -1);
        var queue = new Queue<int>();
        for (var node = 0; node < graph.NodeCount; node++)
        {
            if ((graph.Own[node] & effect) != 0)
            {
                _next[node] = node;
                queue.Enqueue(node);
            }
        }

        // A body that keeps what it is given has another effect than the creation that answers for it: the path ends there.
        for (var edge = 0; edge < graph.To.Count && effect == Effects.GWRITE; edge++)
        {
            var (caller, body) = (graph.From[edge], graph.To[edge]);
            if (_next[caller] < 0 && solver.KeepsArgument(edge))
            {
                (_next[caller], _next[body]) = (body, body);
                queue.Enqueue(caller);
            }
        }

        while (queue.TryDequeue(out var node))
        {
            foreach (var edge in solver.EdgesTo(node))
            {
                var caller = graph.From[edge];
                if (_next[caller] < 0 && (solver.Passed(edge) & effect) != 0)
                {
                    _next[caller] = node;
                    queue.Enqueue(caller);
                }
            }
        }
    }

    /// <summary>The nodes from one that carries the effect to its source; empty when it does not carry it.</summary>
    internal IReadOnlyList<int> From(int node)
    {
        var path = new List<int>();
        if (_next[node] < 0)
        {
            return path;
        }

        for (; _next[node] != node; node = _next[node])
        {
            path.Add(node);
        }

        path.Add(node);
        return path;
    }
}
