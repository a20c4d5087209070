using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Images;

/// <summary>Collects what the checks of one image find, up to the limit.</summary>
internal sealed class Findings(string imageName, int limit)
{
    /// <summary>RX0998: the list of faults was cut.</summary>
    internal static readonly DiagnosticDescriptor MoreFaults =
        new("RX0998", "The image has more faults than are reported", "Limits.MaxDiagnostics");

    private readonly List<Diagnostic> _diagnostics = [];
    private bool _isCut;

    /// <summary>Names the type and member of a token; set when names can be read.</summary>
    internal Func<uint, (string? Type, string? Member)>? Describe { get; set; }

    /// <summary>Whether a fault was found.</summary>
    internal bool Any => _diagnostics.Count > 0;

    /// <summary>Whether more was found than is listed; looking on would only cost time.</summary>
    internal bool IsFull => _isCut;

    /// <summary>What was found; the last in order of place says so when there was more.</summary>
    internal List<Diagnostic> ToList()
    {
        if (!_isCut)
        {
            return _diagnostics;
        }

        var last = _diagnostics.Max(Diagnostic.ByPlace)!;
        return
        [
            .. _diagnostics,
            MoreFaults.At(last.Location,
                $"Only the first {_diagnostics.Count} faults are listed, because nobody reads more. Mend these "
                    + "first."),
        ];
    }

    /// <summary>Adds a fault.</summary>
    /// <param name="descriptor">The kind of fault.</param>
    /// <param name="message">What is wrong, why it is refused, what to do.</param>
    /// <param name="token">The metadata token it is about, 0 for none.</param>
    /// <param name="ilOffset">Offset in the method's IL, -1 outside a body.</param>
    internal void Add(DiagnosticDescriptor descriptor, string message, uint token = 0, int ilOffset = -1)
    {
        if (_diagnostics.Count >= Math.Max(limit - 1, 1))
        {
            _isCut = true;
            return;
        }

        var (type, member) = Describe?.Invoke(token) ?? default;
        var location = new CodeLocation(imageName)
        {
            Type = type,
            Member = member,
            Token = (int)token,
            ILOffset = ilOffset,
        };
        _diagnostics.Add(descriptor.At(location, message));
    }
}
