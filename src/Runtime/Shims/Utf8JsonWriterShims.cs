using System.Buffers;
using System.Text.Json;
using RExecIL.Runtime.Json;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for where JSON is written to: what the framework writes by itself is counted on the way.</summary>
public static class Utf8JsonWriterShims
{
    /// <summary>As the constructor.</summary>
    public static Utf8JsonWriter Create(IBufferWriter<byte> bufferWriter, JsonWriterOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(bufferWriter);
        return new(new MeteredBuffer(bufferWriter, sandbox), options);
    }

    /// <summary>As the constructor; the stream gets bytes when there is no room for more as well.</summary>
    public static Utf8JsonWriter Create(Stream utf8Json, JsonWriterOptions options, Sandbox sandbox) =>
        new(new MeteredBuffer(Writable(utf8Json), sandbox), options);

    /// <summary>As <c>Utf8JsonWriter.Reset</c>.</summary>
    public static void Reset(Utf8JsonWriter self, IBufferWriter<byte> bufferWriter, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(bufferWriter);
        self.Reset(new MeteredBuffer(bufferWriter, sandbox));
    }

    /// <summary>As <c>Utf8JsonWriter.Reset</c>.</summary>
    public static void Reset(Utf8JsonWriter self, Stream utf8Json, Sandbox sandbox) => self.Reset(new MeteredBuffer(Writable(utf8Json), sandbox));

    private static StreamBuffer Writable(Stream utf8Json)
    {
        ArgumentNullException.ThrowIfNull(utf8Json);
        return utf8Json.CanWrite ? new StreamBuffer(utf8Json) : throw new ArgumentException("The stream is not writable.", nameof(utf8Json));
    }
}
