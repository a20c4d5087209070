namespace RExecIL.Verifier.Metadata;

/// <summary>One value for each row by which code names members, found by its token. Safe to share between threads.</summary>
/// <remarks>
/// Rows are numbered without gaps, so that an array does what a dictionary would do more slowly. Two threads may make the
/// value of one row; one of the two stays.
/// </remarks>
internal sealed class TokenTable<T>
{
    private readonly T?[] _fields;
    private readonly T?[] _methods;
    private readonly T?[] _references;
    private readonly T?[] _specifications;

    internal TokenTable(GuestModule module)
    {
        var contents = module.Contents;
        var (fields, methods) = (0, 0);
        foreach (var type in contents.Types)
        {
            fields += type.Fields.Count;
            methods += type.Methods.Count;
        }

        _fields = new T?[fields + 1];
        _methods = new T?[methods + 1];
        _references = new T?[contents.MethodReferences.Count + contents.FieldReferences.Count + 1];
        _specifications = new T?[contents.MethodSpecifications.Count + 1];
    }

    /// <summary>The place of the row that a Field, MethodDef, MemberRef or MethodSpec token names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is the token of another table.</exception>
    internal ref T? this[int token] => ref TableOf(token)[token & 0xFF_FFFF];

    private T?[] TableOf(int token) => (token >> 24) switch
    {
        0x04 => _fields,
        0x06 => _methods,
        0x0A => _references,
        0x2B => _specifications,
        _ => throw new ArgumentOutOfRangeException(nameof(token), $"0x{token:X8} names no member."),
    };
}
