using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what puts an object that the whole process shares among a guest's headers.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class HttpRequestHeadersShims
{
    private const string Continue = "100-continue";
    private const string Chunked = "chunked";

    /// <inheritdoc cref="HttpRequestHeaders.ExpectContinue"/>
    public static void set_ExpectContinue(HttpRequestHeaders self, bool? value)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.ExpectContinue = value is true ? null : value;
        if (value is true)
        {
            self.Expect.ParseAdd(Continue);
        }
    }

    /// <inheritdoc cref="HttpRequestHeaders.TransferEncodingChunked"/>
    public static void set_TransferEncodingChunked(HttpRequestHeaders self, bool? value)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.TransferEncodingChunked = value is true ? null : value;
        if (value is true)
        {
            self.TransferEncoding.ParseAdd(Chunked);
        }
    }
}
