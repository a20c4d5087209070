// J-02: descriptions of types for JSON that were not generated: types that do not fit, writers and arguments that are kept, boxes
// of the framework's structs; nothing of it reaches what others write and read
// expect: exit 0
// output: converter: InvalidCastException
// output: getter: InvalidCastException
// output: property: InvalidCastException
// output: creator: InvalidCastException
// output: resolver: InvalidOperationException
// output: options: InvalidOperationException
// output: value: InvalidCastException
// output: none: InvalidOperationException
// output: arguments: 5 True 1 2 3 4 5
// output: writer: [1] [1]
// output: deep: JsonException JsonException
// output: box: 7 NotSupportedException
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

sealed class A { public string Name { get; set; } = "a"; public A? Next { get; set; } }
sealed class B { public int Number = 1; }
struct Own { public int Number { get; set; } }
sealed record Five(int A, int B, int C, int D, int E);

sealed class Lies(Func<Type, JsonSerializerOptions, JsonTypeInfo?> find) : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => find(type, options);
}

sealed class Keeper : JsonConverter<B>
{
    public static Utf8JsonWriter? Kept;
    public override B Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) { reader.Skip(); return new B(); }
    public override void Write(Utf8JsonWriter writer, B value, JsonSerializerOptions options) { Kept = writer; writer.WriteNumberValue(value.Number); }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(A)), JsonSerializable(typeof(List<int>))]
sealed partial class Good : JsonSerializerContext;

static class Program
{
    static JsonTypeInfo Find(Type type, Func<Type, JsonSerializerOptions, JsonTypeInfo?> find) =>
        new JsonSerializerOptions { TypeInfoResolver = new Lies(find) }.GetTypeInfo(type);

    static JsonTypeInfo? Primitive(Type type, JsonSerializerOptions options) =>
        type == typeof(string) ? JsonMetadataServices.CreateValueInfo<string>(options, JsonMetadataServices.StringConverter)
        : type == typeof(int) ? JsonMetadataServices.CreateValueInfo<int>(options, JsonMetadataServices.Int32Converter) : null;

    static JsonPropertyInfo Property<T>(JsonSerializerOptions options, Type declaring, Func<object, T> get, Action<object, T>? set = null) =>
        JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<T>
        {
            IsProperty = true, IsPublic = true, DeclaringType = declaring, PropertyName = "Name", Getter = get!, Setter = set!,
        });

    static JsonTypeInfo Object<T>(JsonSerializerOptions options, Func<JsonSerializerOptions, JsonPropertyInfo> property, Func<T>? create = null) where T : notnull =>
        JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T> { ObjectCreator = create, PropertyMetadataInitializer = _ => [property(options)] });

    static void Try(string name, Func<object?> what)
    {
        try { Console.WriteLine($"{name}: {what()}"); } catch (Exception e) { Console.WriteLine($"{name}: {e.GetType().Name}"); }
    }

    static void Main()
    {
        Try("converter", () => JsonSerializer.Serialize(1, (JsonTypeInfo<int>)Find(typeof(int), (_, o) => JsonMetadataServices.CreateValueInfo<int>(o, JsonMetadataServices.StringConverter))));
        Try("getter", () => JsonSerializer.Serialize(new A(), Find(typeof(A), (t, o) => Primitive(t, o) ?? Object<A>(o, p => Property(p, typeof(A), x => (string)(object)((B)x).Number)))));
        Try("property", () => JsonSerializer.Serialize(new A(), Find(typeof(A), (t, o) => Primitive(t, o) ?? Object<A>(o, p => Property(p, typeof(B), x => ((B)x).Number)))));
        Try("creator", () => JsonSerializer.Deserialize("{\"Name\":\"x\"}", Find(typeof(A), (t, o) => Primitive(t, o) ?? Object(o, p => Property<string>(p, typeof(A), x => "", (x, v) => ((A)x).Name = v), () => (A)(object)new B()))));
        Try("resolver", () => Find(typeof(A), (t, o) => Primitive(typeof(int), o)));
        Try("options", () => Find(typeof(int), (t, o) => Primitive(t, new JsonSerializerOptions())));
        Try("value", () => JsonSerializer.Deserialize("[1]", Find(typeof(List<int>), (t, o) => JsonMetadataServices.CreateValueInfo<List<int>>(o, new Keeper()))));
        Try("none", () => JsonSerializer.Serialize(new B(), typeof(B), Good.Default) is "" ? "" : "");

        // More arguments than four come in an array that the framework takes from a pool.
        object[] kept = [];
        var five = (JsonTypeInfo<Five>)Find(typeof(Five), (t, o) => Primitive(t, o) ?? JsonMetadataServices.CreateObjectInfo(o, new JsonObjectInfoValues<Five>
        {
            ObjectWithParameterizedConstructorCreator = a => { kept = a; return new Five((int)a[0], (int)a[1], (int)a[2], (int)a[3], (int)a[4]); },
            ConstructorParameterMetadataInitializer = () => [.. "ABCDE".Select((c, i) => new JsonParameterInfoValues { Name = c.ToString(), ParameterType = typeof(int), Position = i })],
            PropertyMetadataInitializer = _ => [.. "ABCDE".Select(c => JsonMetadataServices.CreatePropertyInfo(o, new JsonPropertyInfoValues<int>
            {
                IsProperty = true, IsPublic = true, DeclaringType = typeof(Five), PropertyName = c.ToString(), Getter = _ => 0,
            }))],
        }));
        var read = JsonSerializer.Deserialize("{\"A\":1,\"B\":2,\"C\":3,\"D\":4,\"E\":5}", five)!;
        var first = kept;
        JsonSerializer.Deserialize("{\"A\":9,\"B\":9,\"C\":9,\"D\":9,\"E\":9}", five);
        Console.WriteLine($"arguments: {read.E} {first != kept} {string.Join(' ', first.Take(5))}");

        // The framework lends its converters a writer that the thread shares.
        var own = new JsonSerializerOptions { TypeInfoResolver = new Lies((t, o) => t == typeof(B) ? JsonMetadataServices.CreateValueInfo<B>(o, new Keeper()) : null) };
        JsonSerializer.Serialize(new B(), own.GetTypeInfo(typeof(B)));
        var before = JsonSerializer.Serialize([1], Good.Default.ListInt32);
        try { Keeper.Kept!.WriteNumberValue(2); Keeper.Kept.Flush(); Keeper.Kept.Dispose(); } catch (Exception e) when (e is InvalidOperationException or NullReferenceException) { }
        Console.WriteLine($"writer: {before} {JsonSerializer.Serialize([1], Good.Default.ListInt32)}");

        var deep = new A();
        for (var i = 0; i < 300_000; i++) deep = new A { Next = deep };
        var text = new StringBuilder().Insert(0, "{\"Next\":", 20_000).Append("null").Append('}', 20_000).ToString();
        var deepest = new Good(new JsonSerializerOptions { MaxDepth = int.MaxValue });
        Console.WriteLine($"deep: {Kind(() => JsonSerializer.Serialize(deep, (JsonTypeInfo)deepest.Options.GetTypeInfo(typeof(A))))} {Kind(() => JsonSerializer.Deserialize(text, deepest.A))}");

        object box = new Own();
        Unsafe.Unbox<Own>(box).Number = 7;
        Console.WriteLine($"box: {((Own)box).Number} {Kind(() => Unsafe.Unbox<DateTime>((object)DateTime.MinValue) = DateTime.MaxValue)}");
    }

    static string Kind(Func<object?> what)
    {
        try { return what() is null ? "null" : "done"; } catch (Exception e) { return e.GetType().Name; }
    }
}
