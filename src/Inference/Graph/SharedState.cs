namespace RExecIL.Inference.Graph;

/// <summary>Framework members that the abstract stack knows by name.</summary>
internal static class SharedState
{
    private static readonly string[] Mutators =
    [
        "Add", "TryAdd", "AddRange", "Insert", "set_Item", "Remove", "RemoveAt", "TryRemove", "Clear", "Push", "Pop", "TryPop",
        "Enqueue", "Dequeue", "TryDequeue", "GetOrAdd", "AddOrUpdate", "TryUpdate", "TryTake", "AddFirst", "AddLast",
        "UnionWith", "ExceptWith", "IntersectWith", "TrimExcess", "Sort", "Reverse",
    ];

    /// <summary>Whether the result is, or holds, what is passed.</summary>
    internal static bool PassesThrough(string owner, string name) => owner switch
    {
        "System.Threading.Volatile" or "System.Threading.Interlocked" or "System.Runtime.CompilerServices.Unsafe"
            or "System.Threading.LazyInitializer" => true,
        "System.Delegate" or "System.MulticastDelegate" => name is "Combine" or "Remove" or "GetInvocationList",
        _ => false,
    };

    /// <summary>Whether it writes its second argument through its first.</summary>
    internal static bool Stores(string owner, string name) => owner switch
    {
        "System.Threading.Volatile" => name == "Write",
        "System.Threading.Interlocked" => name.StartsWith("Exchange", StringComparison.Ordinal)
            || name.StartsWith("CompareExchange", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether it changes the collection that it is called on.</summary>
    internal static bool Mutates(string owner, string name) =>
        owner.StartsWith("System.Collections.", StringComparison.Ordinal)
        && !owner.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal)
        && Mutators.Contains(name.Split("``")[0]);
}
