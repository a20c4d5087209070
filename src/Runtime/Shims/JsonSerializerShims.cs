using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RExecIL.Runtime.Json;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <c>JsonSerializer</c> as far as it goes by what the source generator wrote, and not by reflection.</summary>
/// <remarks>
/// The framework lends converters a writer that the whole thread shares, and its buffers come from pools of the process. Here
/// each text has a writer of its own, over a buffer that is counted as it grows. What is read comes in pieces, and is counted
/// between them, since a few bytes of JSON can become an element of any size.
/// </remarks>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class JsonSerializerShims
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions NodeOptions = new() { MaxDepth = JsonSerializerOptionsShims.MaxDepth };

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static string Serialize<TValue>(TValue value, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        Text(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), sandbox);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static string Serialize(object? value, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        Text(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), sandbox);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static string Serialize(object? value, Type inputType, JsonSerializerContext context, Sandbox sandbox) =>
        Text(Written(writer => JsonSerializer.Serialize(writer, value, inputType, context), Known(context).Options, sandbox), sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToUtf8Bytes</c>.</summary>
    public static byte[] SerializeToUtf8Bytes<TValue>(TValue value, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        Bytes(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToUtf8Bytes</c>.</summary>
    public static byte[] SerializeToUtf8Bytes(object? value, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        Bytes(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToUtf8Bytes</c>.</summary>
    public static byte[] SerializeToUtf8Bytes(object? value, Type inputType, JsonSerializerContext context, Sandbox sandbox) =>
        Bytes(Written(writer => JsonSerializer.Serialize(writer, value, inputType, context), Known(context).Options, sandbox), sandbox);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static void Serialize<TValue>(Stream utf8Json, TValue value, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        Write(Known(utf8Json), writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static void Serialize(Stream utf8Json, object? value, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        Write(Known(utf8Json), writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static void Serialize(Stream utf8Json, object? value, Type inputType, JsonSerializerContext context, Sandbox sandbox) =>
        Write(Known(utf8Json), writer => JsonSerializer.Serialize(writer, value, inputType, context), Known(context).Options, sandbox);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static void Serialize<TValue>(Utf8JsonWriter writer, TValue value, JsonTypeInfo<TValue> jsonTypeInfo) =>
        JsonSerializer.Serialize(writer, value, jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static void Serialize(Utf8JsonWriter writer, object? value, JsonTypeInfo jsonTypeInfo) =>
        JsonSerializer.Serialize(writer, value, jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Serialize</c>.</summary>
    public static void Serialize(Utf8JsonWriter writer, object? value, Type inputType, JsonSerializerContext context) =>
        JsonSerializer.Serialize(writer, value, inputType, context);

    /// <summary>As <c>JsonSerializer.SerializeToDocument</c>.</summary>
    public static JsonDocument SerializeToDocument<TValue>(TValue value, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        Document(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), Known(jsonTypeInfo).Options, sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToDocument</c>.</summary>
    public static JsonDocument SerializeToDocument(object? value, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        Document(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), Known(jsonTypeInfo).Options, sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToDocument</c>.</summary>
    public static JsonDocument SerializeToDocument(object? value, Type inputType, JsonSerializerContext context, Sandbox sandbox) =>
        Document(Written(writer => JsonSerializer.Serialize(writer, value, inputType, context), Known(context).Options, sandbox), Known(context).Options, sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToElement</c>.</summary>
    public static JsonElement SerializeToElement<TValue>(TValue value, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        Document(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), Known(jsonTypeInfo).Options, sandbox).RootElement;

    /// <summary>As <c>JsonSerializer.SerializeToElement</c>.</summary>
    public static JsonElement SerializeToElement(object? value, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        Document(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), Known(jsonTypeInfo).Options, sandbox).RootElement;

    /// <summary>As <c>JsonSerializer.SerializeToElement</c>.</summary>
    public static JsonElement SerializeToElement(object? value, Type inputType, JsonSerializerContext context, Sandbox sandbox) =>
        Document(Written(writer => JsonSerializer.Serialize(writer, value, inputType, context), Known(context).Options, sandbox), Known(context).Options, sandbox).RootElement;

    /// <summary>As <c>JsonSerializer.SerializeToNode</c>.</summary>
    public static JsonNode? SerializeToNode<TValue>(TValue value, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        Node(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), Known(jsonTypeInfo).Options, sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToNode</c>.</summary>
    public static JsonNode? SerializeToNode(object? value, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        Node(Written(writer => JsonSerializer.Serialize(writer, value, Known(jsonTypeInfo)), Known(jsonTypeInfo).Options, sandbox), Known(jsonTypeInfo).Options, sandbox);

    /// <summary>As <c>JsonSerializer.SerializeToNode</c>.</summary>
    public static JsonNode? SerializeToNode(object? value, Type inputType, JsonSerializerContext context, Sandbox sandbox) =>
        Node(Written(writer => JsonSerializer.Serialize(writer, value, inputType, context), Known(context).Options, sandbox), Known(context).Options, sandbox);

    /// <summary>As <c>JsonSerializer.SerializeAsync</c>.</summary>
    public static Task SerializeAsync<TValue>(Stream utf8Json, TValue value, JsonTypeInfo<TValue> jsonTypeInfo, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => Serialize(utf8Json, value, jsonTypeInfo, sandbox), cancellationToken);

    /// <summary>As <c>JsonSerializer.DeserializeAsync</c>.</summary>
    public static ValueTask<TValue?> DeserializeAsync<TValue>(Stream utf8Json, JsonTypeInfo<TValue> jsonTypeInfo, CancellationToken cancellationToken, Sandbox sandbox) =>
        new(AtOnce.Do(() => Deserialize(utf8Json, jsonTypeInfo, sandbox), cancellationToken));

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(string json, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Encoded(json, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(string json, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Encoded(json, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(string json, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Encoded(json, sandbox), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(ReadOnlySpan<char> json, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Encoded(json, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(ReadOnlySpan<char> json, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Encoded(json, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(ReadOnlySpan<char> json, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Encoded(json, sandbox), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(ReadOnlySpan<byte> utf8Json, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Copied(utf8Json, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(ReadOnlySpan<byte> utf8Json, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Copied(utf8Json, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(ReadOnlySpan<byte> utf8Json, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Copied(utf8Json, sandbox), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(Stream utf8Json, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Known(utf8Json), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(Stream utf8Json, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Known(utf8Json), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(Stream utf8Json, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Known(utf8Json), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(ref Utf8JsonReader reader, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Value(ref reader, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(ref Utf8JsonReader reader, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Value(ref reader, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(ref Utf8JsonReader reader, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Value(ref reader, sandbox), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(JsonElement element, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(element, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(JsonElement element, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(element, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(JsonElement element, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(element, sandbox), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(JsonDocument document, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(Known(document).RootElement, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(JsonDocument document, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(Known(document).RootElement, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(JsonDocument document, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(Known(document).RootElement, sandbox), sandbox), returnType, context);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static TValue? Deserialize<TValue>(JsonNode? node, JsonTypeInfo<TValue> jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(node, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(JsonNode? node, JsonTypeInfo jsonTypeInfo, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(node, sandbox), sandbox), jsonTypeInfo);

    /// <summary>As <c>JsonSerializer.Deserialize</c>.</summary>
    public static object? Deserialize(JsonNode? node, Type returnType, JsonSerializerContext context, Sandbox sandbox) =>
        JsonSerializer.Deserialize(Metered(Raw(node, sandbox), sandbox), returnType, context);

    private static T Known<T>(T? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(argument, name);
        return argument;
    }

    private static ArrayBufferWriter<byte> Written(Action<Utf8JsonWriter> write, JsonSerializerOptions options, Sandbox sandbox)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, write, options, sandbox);
        return buffer;
    }

    private static void Write(Stream stream, Action<Utf8JsonWriter> write, JsonSerializerOptions options, Sandbox sandbox) =>
        Write(new StreamBuffer(stream), write, options, sandbox);

    private static void Write(IBufferWriter<byte> buffer, Action<Utf8JsonWriter> write, JsonSerializerOptions options, Sandbox sandbox)
    {
        using var writer = new Utf8JsonWriter(new MeteredBuffer(buffer, sandbox), new JsonWriterOptions
        {
            Encoder = options.Encoder,
            Indented = options.WriteIndented,
            IndentCharacter = options.IndentCharacter,
            IndentSize = options.IndentSize,
            NewLine = options.NewLine,
            MaxDepth = JsonSerializerOptionsShims.DepthOf(options),
            SkipValidation = true,
        });
        write(writer);
    }

    private static string Text(ArrayBufferWriter<byte> json, Sandbox sandbox)
    {
        sandbox.Account(sizeof(char) * (long)json.WrittenCount);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static byte[] Bytes(ArrayBufferWriter<byte> json, Sandbox sandbox)
    {
        sandbox.Account(json.WrittenCount);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>What a document keeps beside the text is twelve bytes for each of its tokens.</summary>
    private static JsonDocument Document(ArrayBufferWriter<byte> json, JsonSerializerOptions options, Sandbox sandbox)
    {
        sandbox.Expect(12L * json.WrittenCount);
        return JsonDocument.Parse(json.WrittenMemory, DocumentOptions(options));
    }

    private static JsonNode? Node(ArrayBufferWriter<byte> json, JsonSerializerOptions options, Sandbox sandbox)
    {
        sandbox.Expect(12L * json.WrittenCount);
        return JsonNode.Parse(
            json.WrittenSpan, new JsonNodeOptions { PropertyNameCaseInsensitive = options.PropertyNameCaseInsensitive }, DocumentOptions(options));
    }

    private static JsonDocumentOptions DocumentOptions(JsonSerializerOptions options) => new() { MaxDepth = JsonSerializerOptionsShims.DepthOf(options) };

    private static MeteredStream Metered(Stream json, Sandbox sandbox) => new(json, sandbox, leaveOpen: true);

    private static MemoryStream Memory(byte[] json) => new(json, writable: false);

    private static MemoryStream Encoded(string json, Sandbox sandbox) => Encoded(Known(json).AsSpan(), sandbox);

    private static MemoryStream Encoded(ReadOnlySpan<char> json, Sandbox sandbox)
    {
        try
        {
            var bytes = new byte[Room(Strict.GetByteCount(json), sandbox)];
            Strict.GetBytes(json, bytes);
            return Memory(bytes);
        }
        catch (EncoderFallbackException fault)
        {
            throw new ArgumentException("The text is no valid UTF-16.", nameof(json), fault);
        }
    }

    private static MemoryStream Copied(ReadOnlySpan<byte> json, Sandbox sandbox)
    {
        Room(json.Length, sandbox);
        return Memory(json.ToArray());
    }

    private static MemoryStream Raw(JsonElement element, Sandbox sandbox) => Copied(JsonMarshal.GetRawUtf8Value(element), sandbox);

    private static MemoryStream Raw(JsonNode? node, Sandbox sandbox)
    {
        var json = Written(
            writer =>
            {
                if (node is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    node.WriteTo(writer);
                }
            },
            NodeOptions,
            sandbox);
        return Memory(Bytes(json, sandbox));
    }

    private static MemoryStream Value(ref Utf8JsonReader reader, Sandbox sandbox)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Raw(document.RootElement, sandbox);
    }

    private static int Room(int bytes, Sandbox sandbox)
    {
        sandbox.Account(bytes);
        return bytes;
    }
}
