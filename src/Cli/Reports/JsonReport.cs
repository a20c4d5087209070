using System.Text.Json;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Cli.Reports;

/// <summary>One JSON document with all results, for programs; its shape changes only together with its schema's name.</summary>
/// <param name="open">Opens the stream it is written to, in UTF-8.</param>
internal sealed class JsonReport(Func<Stream> open) : IVerifyReport
{
    private const string Schema = "rexec-il/verify/1";

    private readonly List<AssemblyReport> _assemblies = [];

    /// <inheritdoc/>
    public void Add(AssemblyReport assembly) => _assemblies.Add(assembly);

    /// <inheritdoc/>
    public void Finish()
    {
        using var stream = open();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteStartArray("assemblies");
            foreach (var assembly in _assemblies)
            {
                Write(json, assembly);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, AssemblyReport assembly)
    {
        json.WriteStartObject();
        json.WriteString("path", assembly.Path);
        json.WriteString("verdict", assembly.IsAccepted ? "accepted" : "refused");
        json.WriteStartArray("diagnostics");
        foreach (var found in assembly.Diagnostics)
        {
            Write(json, found);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Every field is always there: what is not known is null.
    private static void Write(Utf8JsonWriter json, Diagnostic found)
    {
        var place = found.Location;
        json.WriteStartObject();
        json.WriteString("code", found.Id);
        json.WriteString("severity", "error");
        json.WriteString("message", found.Message);
        json.WriteString("help", found.Descriptor.Help);
        json.WriteString("assembly", place.Assembly);
        json.WriteString("type", place.Type);
        json.WriteString("method", place.Member);
        json.WriteString("token", place.Token == 0 ? null : $"0x{place.Token:X8}");
        WriteNumber(json, "ilOffset", place.ILOffset, smallest: 0);
        json.WriteString("file", place.File);
        WriteNumber(json, "line", place.Line, smallest: 1);
        WriteNumber(json, "column", place.Column, smallest: 1);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int number, int smallest)
    {
        if (number < smallest)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, number);
        }
    }
}
