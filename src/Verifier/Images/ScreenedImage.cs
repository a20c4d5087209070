using System.Collections.Frozen;
using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Images;

/// <summary>An image whose every header, table, heap index, signature and body lies within bounds and limits.</summary>
/// <remarks>
/// The proof that a metadata reader can read these bytes in time and memory proportional to their number. Immutable.
/// </remarks>
public sealed class ScreenedImage
{
    /// <summary>RX0001: an image over the limit.</summary>
    internal static readonly DiagnosticDescriptor TooLarge =
        new("RX0001", "The image is too large", "Limits.MaxImageSize");

    /// <summary>RX0999: a fault of the screening itself.</summary>
    internal static readonly DiagnosticDescriptor Surprise =
        new("RX0999", "The screening failed by its own fault",
            "Nothing guests write may lead here; please report the image");

    private ScreenedImage(GuestImage source, byte[] bytes, Limits limits, PeHeaders headers, Screening screening) =>
        (Source, Bytes, Limits, Headers, BodyFaults, FaultyRows) =
        (source, bytes, limits, headers, [.. screening.Faults.ToList()], screening.FaultyRows.Keys.Select(token => (int)token).ToFrozenSet());

    /// <summary>The image as the caller named it.</summary>
    internal GuestImage Source { get; }

    /// <summary>A private copy of the screened bytes; nobody writes to it.</summary>
    internal byte[] Bytes { get; }

    /// <summary>The limits it was screened under.</summary>
    internal Limits Limits { get; }

    /// <summary>Its headers.</summary>
    internal PeHeaders Headers { get; }

    /// <summary>
    /// What is wrong inside bodies and signatures whose bounds are sound, which are not read, and with types that are too
    /// large. No rule lets the image pass; the stages after go on for the sake of all the other methods.
    /// </summary>
    internal ImmutableArray<Diagnostic> BodyFaults { get; }

    /// <summary>The tokens of the rows whose signatures must not be decoded.</summary>
    internal IReadOnlySet<int> FaultyRows { get; }

    /// <summary>Screens an image. Any bytes give a result; none give an exception.</summary>
    /// <param name="image">The untrusted bytes.</param>
    /// <param name="limits">How much the image may ask for.</param>
    public static Checked<ScreenedImage> Open(GuestImage image, Limits limits)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(limits);
        if (image.Bytes.Length > limits.MaxImageSize)
        {
            return Checked<ScreenedImage>.Refuse(TooLarge.At(
                new CodeLocation(image.Name),
                $"The file has {image.Bytes.Length} bytes; the limit is {limits.MaxImageSize} (Limits.MaxImageSize)."));
        }

        var bytes = image.Bytes.ToArray();
        var findings = new Findings(image.Name, limits.MaxDiagnostics);
        var screening = new Screening(findings, new Findings(image.Name, limits.MaxDiagnostics), []);
        PeHeaders? headers;
        try
        {
            headers = Screen(bytes, limits, screening);
        }
#pragma warning disable CA1031 // The boundary: whatever we overlooked becomes a refusal, never an accepted image.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            headers = null;
            findings.Add(Surprise,
                $"The screening met {exception.GetType().Name}, which is a fault of RExecIL; the image is "
                    + "refused. Please report it.");
        }

        return headers is null || findings.Any
            ? Checked<ScreenedImage>.Refuse(findings.ToList().Concat(screening.Faults.ToList()))
            : Checked<ScreenedImage>.Accept(new ScreenedImage(image, bytes, limits, headers, screening));
    }

    // Each step reads only what the steps before it have found sound, so the first step with a finding ends the walk.
    private static PeHeaders? Screen(byte[] bytes, Limits limits, Screening screening)
    {
        var findings = screening.Findings;
        if (PeHeaders.Read(bytes, limits, findings) is not { } headers)
        {
            return null;
        }

        ManagedOnlyCheck.Check(bytes, headers, findings);
        if (findings.Any)
        {
            return null;
        }

        ResourceCheck.CheckHeaders(bytes, headers, findings);
        if (MetadataRoot.Read(bytes, headers, findings) is not { } root
            || MetadataTables.Read(bytes, root.Tables, limits, findings) is not { } tables)
        {
            return null;
        }

        var image = new MetadataImage(bytes, limits, headers, root, tables);
        TableBoundsCheck.Check(image, findings);
        if (findings.Any)
        {
            return null;
        }

        findings.Describe = image.Describe;
        screening.Faults.Describe = image.Describe;
        TableOrderCheck.Check(image, findings);
        screening.FaultyRows = SignatureCheck.Check(image, findings, screening.Faults);
        if (findings.Any)
        {
            return null;
        }

        CheckDefinitions(image, screening);
        return findings.Any ? null : headers;
    }

    private static void CheckDefinitions(MetadataImage image, Screening screening)
    {
        var findings = screening.Findings;
        var enclosing = TypeGraphCheck.Check(image, findings);
        DuplicateCheck.Check(image, enclosing, findings);
        ParameterCheck.Check(image, findings, screening.FaultyRows);
        SemanticsCheck.Check(image, findings);
        ConstantCheck.Check(image, findings);
        ResourceCheck.CheckManifest(image, findings);
        var bodies = BodyBoundsCheck.Check(image, findings, screening.Faults, screening.FaultyRows);
        FieldDataCheck.Check(image, new OccupiedBytes(image.Headers, bodies), findings, screening.Faults);
        if (findings.Any)
        {
            return;
        }

        var instructions = new InstructionCheck(image, screening.Faults);
        foreach (var body in bodies)
        {
            instructions.Check(body);
        }
    }

    private sealed class Screening(Findings findings, Findings faults, Dictionary<uint, SignatureFault> faultyRows)
    {
        /// <summary>What ends the screening.</summary>
        internal Findings Findings { get; } = findings;

        /// <summary>What later stages work around.</summary>
        internal Findings Faults { get; } = faults;

        internal IReadOnlyDictionary<uint, SignatureFault> FaultyRows { get; set; } = faultyRows;
    }
}
