namespace RExecIL.Verifier.Metadata;

/// <summary>The signatures directly inside one: up to two on their own, then those of a list. Walking them allocates nothing.</summary>
internal readonly struct SignatureParts
{
    private readonly TypeSignature? _first;
    private readonly TypeSignature? _second;
    private readonly EquatableArray<TypeSignature> _more;

    internal SignatureParts(TypeSignature first) => _first = first;

    internal SignatureParts(EquatableArray<TypeSignature> more, TypeSignature? first = null, TypeSignature? second = null) =>
        (_first, _second, _more) = (first, second, more);

    public Enumerator GetEnumerator() => new(this);

    internal IEnumerable<TypeSignature> AsEnumerable()
    {
        foreach (var part in this)
        {
            yield return part;
        }
    }

    /// <summary>Goes through the parts.</summary>
    internal struct Enumerator(SignatureParts parts)
    {
        private int _next = -2;

        public TypeSignature Current { get; private set; } = null!;

        public bool MoveNext()
        {
            for (; _next < parts._more.Count; _next++)
            {
                var part = _next switch
                {
                    -2 => parts._first,
                    -1 => parts._second,
                    _ => parts._more[_next],
                };
                if (part is not null)
                {
                    _next++;
                    Current = part;
                    return true;
                }
            }

            return false;
        }
    }
}
