using RExecIL.Inference.Framework;
using RExecIL.Inference.Tables;

namespace RExecIL.Inference.Graph;

/// <summary>Puts the barriers of the table on the nodes, and compares the bodies they vouch for.</summary>
internal static class BarrierTable
{
    /// <summary>What of each node's effects its callers do not see.</summary>
    internal static Effects[] Apply(FrameworkModel model, CallGraph graph, InferenceTables tables, List<TableFault> faults)
    {
        var stopped = new Effects[graph.NodeCount];
        var index = new PatternIndex(tables.Barriers);
        var vouched = new Dictionary<TableEntry, List<int>>(ReferenceEqualityComparer.Instance);
        foreach (var entry in tables.Barriers)
        {
            vouched.Add(entry, []);
        }

        for (var method = 0; method < model.MethodCount; method++)
        {
            var name = model.NameOf(method);
            void Take(TableEntry entry) => vouched[entry].Add(method);
            stopped[method] = index.Find(name, Take);
            var arity = name.IndexOf("``", StringComparison.Ordinal);
            if (arity >= 0)
            {
                stopped[method] |= index.Find(name[..arity], Take);
            }
        }

        for (var type = 0; type < model.TypeCount; type++)
        {
            stopped[graph.Creation(type)] = index.Find("new:" + model.TypeName[type]);
        }

        var hashing = new BodyHash(model);
        foreach (var (entry, methods) in vouched)
        {
            var hash = hashing.Of(methods);
            if (entry.IsUsed && entry.Hash != hash)
            {
                faults.Add(entry.Line.Fault(
                    TableFault.StaleBarrier,
                    $"The bodies behind {entry.Pattern} have changed since the barrier was reviewed.",
                    $"Read them again; if the reason still holds, write {hash}."));
            }
        }

        return stopped;
    }
}
