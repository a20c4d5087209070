namespace RExecIL.Verifier;

/// <summary>Takes two objects for equal when they are the same one, as <see cref="ReferenceEqualityComparer"/> does.</summary>
/// <remarks>The runtime's own hash of an object is a call into it when first asked for, and there are many objects.</remarks>
internal sealed class SameObject<T> : IEqualityComparer<T>
    where T : class
{
    private readonly Func<T, int> _hash;

    private SameObject(Func<T, int> hash) => _hash = hash;

    /// <summary>A comparer that hashes by what tells most objects apart.</summary>
    internal static SameObject<T> HashedBy(Func<T, int> hash) => new(hash);

    /// <inheritdoc/>
    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(T obj) => _hash(obj);
}
