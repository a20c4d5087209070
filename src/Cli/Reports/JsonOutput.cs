using System.Text.Json;

namespace RExecIL.Cli.Reports;

/// <summary>One JSON object on a line of its own, in UTF-8.</summary>
internal static class JsonOutput
{
    /// <summary>Writes an object.</summary>
    /// <param name="open">Opens the stream it goes to.</param>
    /// <param name="write">Writes its properties.</param>
    internal static void Write(Func<Stream> open, Action<Utf8JsonWriter> write)
    {
        using var stream = open();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
