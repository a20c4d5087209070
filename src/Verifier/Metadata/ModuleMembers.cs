namespace RExecIL.Verifier.Metadata;

/// <summary>What the members that one module names lead to, each looked up once. Safe to share between threads.</summary>
internal sealed class ModuleMembers(GuestModule module, AssemblyClosure closure)
{
    // Stand for rows that lead nowhere, as null stands for those that nobody has asked about.
    private static readonly ResolvedMethod NoMethod = new(null!, null!);
    private static readonly ResolvedField NoField = new(null!, null!);

    private readonly TokenTable<ResolvedMethod> _methods = new(module);
    private readonly TokenTable<ResolvedField> _fields = new(module);

    /// <summary>The method that a reference of the module means; null when the runtime would find none, or could take either of two.</summary>
    internal ResolvedMethod? Find(MethodReference reference)
    {
        ref var found = ref _methods[reference.Token];
        found ??= closure.Find(reference) ?? NoMethod;
        return ReferenceEquals(found, NoMethod) ? null : found;
    }

    /// <summary>The field that a reference of the module means; null when the runtime would find none.</summary>
    internal ResolvedField? Find(FieldReference reference)
    {
        ref var found = ref _fields[reference.Token];
        found ??= closure.Find(reference) ?? NoField;
        return ReferenceEquals(found, NoField) ? null : found;
    }
}
