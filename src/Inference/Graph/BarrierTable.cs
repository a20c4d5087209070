using RExecIL.Inference.Framework;
using RExecIL.Inference.Solving;
using RExecIL.Inference.Tables;

namespace RExecIL.Inference.Graph;

/// <summary>Puts the barriers of the table on the nodes, and checks that each still says what it was reviewed for.</summary>
internal sealed class BarrierTable
{
    private readonly FrameworkModel _model;
    private readonly Dictionary<TableEntry, List<int>> _nodes = new(ReferenceEqualityComparer.Instance);

    internal BarrierTable(FrameworkModel model, CallGraph graph, InferenceTables tables)
    {
        _model = model;
        Stopped = new Effects[graph.NodeCount];
        foreach (var entry in tables.Barriers)
        {
            _nodes.Add(entry, []);
        }

        var index = new PatternIndex(tables.Barriers);
        void Add(string name, int node) => Stopped[node] |= index.Find(name, entry => _nodes[entry].Add(node));
        for (var method = 0; method < model.MethodCount; method++)
        {
            var name = model.NameOf(method);
            Add(name, method);
            if (name.IndexOf("``", StringComparison.Ordinal) is >= 0 and var arity)
            {
                Add(name[..arity], method);
            }
        }

        for (var type = 0; type < model.TypeCount; type++)
        {
            Add("new:" + model.TypeName[type], graph.Creation(type));
        }
    }

    /// <summary>What of each node's effects its callers do not see.</summary>
    internal Effects[] Stopped { get; }

    /// <summary>A barrier vouches for bodies that somebody has read: others make it stale.</summary>
    /// <param name="faults">Gets those that are.</param>
    /// <param name="drops">Whether the stale ones stop nothing from now on.</param>
    internal void CheckHashes(List<TableFault> faults, bool drops)
    {
        var hashing = new BodyHash(_model);
        var stale = new HashSet<TableEntry>(ReferenceEqualityComparer.Instance);
        foreach (var (entry, nodes) in _nodes)
        {
            var hash = hashing.Of(nodes.Where(node => node < _model.MethodCount));
            if (entry.IsUsed && !entry.Hashes.Contains(hash["il:".Length..], StringComparer.Ordinal))
            {
                stale.Add(entry);
                faults.Add(entry.Line.Fault(
                    TableFault.StaleBarrier,
                    $"The bodies behind {entry.Pattern} have changed since the barrier was reviewed.",
                    $"Read them again; if the reason still holds, write {hash}, or add it behind a |."));
            }
        }

        if (drops && stale.Count > 0)
        {
            Array.Clear(Stopped);
            foreach (var (entry, nodes) in _nodes.Where(pair => !stale.Contains(pair.Key)))
            {
                nodes.ForEach(node => Stopped[node] |= entry.Effects);
            }
        }
    }

    /// <summary>
    /// A barrier stops exactly what is behind it, so that an effect which a new runtime adds is not stopped unseen.
    /// </summary>
    internal void CheckUse(EffectSolver solver, List<TableFault> faults)
    {
        foreach (var (entry, nodes) in _nodes)
        {
            var behind = nodes.Aggregate(Effects.None, (all, node) => all | solver.Of[node]) & entry.Effects;
            if (entry.IsUsed && behind != entry.Effects)
            {
                faults.Add(entry.Line.Fault(
                    TableFault.IdleBarrier,
                    $"The barrier at {entry.Pattern} stops {EffectNames.Text(entry.Effects & ~behind)}, which nothing behind it has.",
                    behind == Effects.None ? "Remove the line." : $"Write {EffectNames.Text(behind)}."));
            }
        }
    }
}
