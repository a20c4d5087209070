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
    /// <param name="image">The image.</param>
    /// <param name="findings">What ends the screening.</param>
    /// <param name="faults">What is wrong with rows that nothing decodes.</param>
    /// <returns>The tokens of those rows, with what is wrong with each.</returns>
    internal static IReadOnlyDictionary<uint, SignatureFault> Check(MetadataImage image, Findings findings, Findings faults)
    {
        var faulty = new Dictionary<uint, SignatureFault>();
        var walk = new SignatureWalk(image.Tables, image.Limits);
        var budget = (long)image.Blobs.Range.Length * KindCount;
        foreach (var (table, column, kind) in Columns)
        {
            var known = new Dictionary<uint, SignatureFault?>();
            for (uint row = 1; row <= image.Tables.RowCount(table); row++)
            {
                var offset = image.Tables[table, row, column];
                if (known.TryGetValue(offset, out var fault))
                {
                    Add(fault, table, row);
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
                    return faulty;
                }

                known.Add(offset, fault = walk.Walk(blob, kind));
                Add(fault, table, row);
            }
        }

        return faulty;

        void Add(SignatureFault? fault, MetadataTable table, uint row)
        {
            if (fault is not null)
            {
                faulty.Add(MetadataImage.Token(table, row), fault);
                faults.Add(RuleOf(fault), $"The signature of the {table} row {fault.Reason}.", MetadataImage.Token(table, row));
            }
        }
    }

    /// <summary>The kind of fault.</summary>
    internal static DiagnosticDescriptor RuleOf(SignatureFault fault) => fault.IsLimit ? LargeSignature : BadSignature;
}
