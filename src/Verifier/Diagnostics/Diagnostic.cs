namespace RExecIL.Verifier.Diagnostics;

/// <summary>One reason why an assembly may not run.</summary>
/// <remarks>Data: text, JSON and build errors are renderings of it. Immutable.</remarks>
/// <param name="Descriptor">The kind of fault.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Message">What is wrong, why, and what to do: full sentences with concrete names.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, CodeLocation Location, string Message)
{
    /// <summary>Orders by assembly, metadata token, IL offset, line and column, id, message: two runs print the same bytes.</summary>
    public static IComparer<Diagnostic> ByPlace { get; } = Comparer<Diagnostic>.Create(Compare);

    /// <summary>The id of the kind, such as <c>RX2001</c>.</summary>
    public string Id => Descriptor.Id;

    private static int Compare(Diagnostic left, Diagnostic right)
    {
        var order = string.CompareOrdinal(left.Location.Assembly, right.Location.Assembly);
        order = order != 0 ? order : left.Location.Token.CompareTo(right.Location.Token);
        order = order != 0 ? order : left.Location.ILOffset.CompareTo(right.Location.ILOffset);
        order = order != 0 ? order : left.Location.Line.CompareTo(right.Location.Line);
        order = order != 0 ? order : left.Location.Column.CompareTo(right.Location.Column);
        order = order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
        return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
    }
}
