using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Every signature is well formed and within limits.</summary>
internal static class SignatureCheck
{
    /// <summary>RX0022: a signature that cannot be read.</summary>
    internal static readonly DiagnosticDescriptor BadSignature =
        new("RX0022", "A signature is malformed", "ECMA-335 II.23.2");

    /// <summary>RX0023: a signature over a limit.</summary>
    internal static readonly DiagnosticDescriptor LargeSignature =
        new("RX0023", "A signature is too deep or too long",
            "Limits.MaxSignatureDepth; measured: CoreCLR overflows its stack at 60,000 levels");

    // A blob is walked once for each kind it is used as. Blobs do not overlap in what compilers write; the factor
    // bounds the work where they do.
    private const int KindCount = 8;

    private static readonly (MetadataTable Table, int Column, SignatureKind Kind)[] Columns =
    [
        (Field, 2, SignatureKind.Field),
        (MethodDef, 4, SignatureKind.MethodDefinition),
        (MemberRef, 2, SignatureKind.MemberReference),
        (StandAloneSig, 0, SignatureKind.StandAlone),
        (Property, 2, SignatureKind.Property),
        (TypeSpec, 0, SignatureKind.TypeSpecification),
        (MethodSpec, 1, SignatureKind.MethodSpecification),
    ];

    /// <summary>Checks all columns that hold signatures.</summary>
    internal static void Check(MetadataImage image, Findings findings)
    {
        var walk = new SignatureWalk(image.Tables, image.Limits);
        var budget = (long)image.Blobs.Range.Length * KindCount;
        foreach (var (table, column, kind) in Columns)
        {
            var isDone = new HashSet<uint>();
            for (uint row = 1; row <= image.Tables.RowCount(table) && !findings.IsFull; row++)
            {
                var offset = image.Tables[table, row, column];
                if (!isDone.Add(offset))
                {
                    continue;
                }

                var blob = image.Blobs.Get(offset);
                budget -= blob.Length;
                if (budget < 0)
                {
                    findings.Add(BadSignature,
                        "The blobs of signatures overlap each other many times over, which no compiler writes "
                            + "and which makes readers slow.",
                        MetadataImage.Token(table, row));
                    return;
                }

                if (walk.Walk(blob, kind) is { } fault)
                {
                    findings.Add(
                        fault.IsLimit ? LargeSignature : BadSignature,
                        $"The signature of the {table} row {fault.Reason}.",
                        MetadataImage.Token(table, row));
                }
            }
        }
    }
}
