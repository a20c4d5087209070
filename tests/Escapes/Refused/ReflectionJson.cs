// J-01: JSON by reflection, in each form; what falls back on it; options that the process shares
// expect: refused RX2001 RX2005
// in: Object Text Options Shared Fallback Converter Info Resolver Enums Node
using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
public class P
{
    static string Object() => JsonSerializer.Serialize(new P());
    static P? Text() => JsonSerializer.Deserialize<P>("{}");
    static string Options(JsonSerializerOptions options) => JsonSerializer.Serialize(new P(), typeof(P), options);
    static object Shared() => JsonSerializerOptions.Default;
    static void Fallback() => new JsonSerializerOptions().MakeReadOnly(populateMissingResolver: true);
    static object Converter() => new JsonSerializerOptions().GetConverter(typeof(P));
    static object Info() => JsonTypeInfo.CreateJsonTypeInfo<P>(new JsonSerializerOptions());
    static object Resolver() => new DefaultJsonTypeInfoResolver();
    static object Enums() => new JsonStringEnumConverter();
    static object? Node() => JsonValue.Create(new P());
}
public class Q : DefaultJsonTypeInfoResolver;
