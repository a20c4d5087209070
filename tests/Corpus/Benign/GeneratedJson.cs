// JSON of objects by what the source generator of the SDK wrote, in both of its modes.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

var order = new Order { Id = 7, Customer = new Person("Ada", 36) { Tags = ["a", "b"] }, Lines = [new("pen", 2, 1.5m), new("ink", 1, 7m)], State = State.Paid, When = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), Extra = new() { ["x"] = 1, ["y"] = 2 }, Note = "quote \" é" };
var json = JsonSerializer.Serialize(order, Shop.Default.Order);
Console.WriteLine(json);
var back = JsonSerializer.Deserialize(json, Shop.Default.Order)!;
Console.WriteLine($"{back.Id} {back.Customer.Name} {back.Customer.Age} {back.Lines.Count} {back.State} {back.When:O} {back.Extra["y"]} {back.Note} {back.Customer.Tags.Length}");
Console.WriteLine(JsonSerializer.Serialize(new List<Line> { new("a", 1, 2m) }, Fast.Default.ListLine));
Console.WriteLine(JsonSerializer.Serialize(new Line("z", 3, 4m), Fast.Default.Line));
Animal[] zoo = [new Dog { Name = "Rex", Bark = 3 }, new Cat { Name = "Tom", Lives = 9 }];
json = JsonSerializer.Serialize(zoo, Shop.Default.AnimalArray);
Console.WriteLine(json);
foreach (var a in JsonSerializer.Deserialize(json, Shop.Default.AnimalArray)!) Console.WriteLine(a.GetType().Name + a.Name);
Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, Person?> { ["k"] = new("Bob", 1), ["n"] = null }, Shop.Default.DictionaryStringPerson));
try { JsonSerializer.Deserialize("{\"Id\":\"x\"}", Shop.Default.Order); } catch (JsonException e) { Console.WriteLine(e.Path + " " + e.LineNumber); }
var node = JsonSerializer.SerializeToNode(order, Shop.Default.Order)!;
node["id"] = 8; Console.WriteLine(node["id"]!.GetValue<int>() + node["customer"]!["name"]!.GetValue<string>());
Console.WriteLine(node.Deserialize(Shop.Default.Order)!.Id);
var e2 = JsonSerializer.SerializeToElement(order, Shop.Default.Order); Console.WriteLine(e2.GetProperty("lines").GetArrayLength());
using var ms = new MemoryStream(); JsonSerializer.Serialize(ms, order, Shop.Default.Order); ms.Position = 0; Console.WriteLine(JsonSerializer.Deserialize(ms, Shop.Default.Order)!.Note);
Console.WriteLine(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(new Line("q", 1, 1m), Shop.Default.Line)));
using var w = new Utf8JsonWriter(ms); JsonSerializer.Serialize(w, new Line("q", 1, 1m), Shop.Default.Line);
Console.WriteLine(JsonSerializer.Deserialize<Line>("{\"name\":\"a\",\"count\":2}"u8, Shop.Default.Line));
Console.WriteLine(Shop.Default.GetTypeInfo(typeof(Line)) is JsonTypeInfo<Line>);
var custom = new Shop(new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
Console.WriteLine(JsonSerializer.Serialize(new Line("q", 1, 1m), custom.Line));




var kinds = new Kinds { Id = new Guid("00112233445566778899aabbccddeeff"), Span = TimeSpan.FromMinutes(90), Day = new DateOnly(2024, 2, 29), Link = new Uri("https://example.org/a b"), Release = new Version(1, 2, 3), Big = 12345678901234567890m, Half = 0.5f, Letter = 'x', Data = [1, 2, 255], Maybe = null, Point = new Point { X = 1, Y = 2 }, Set = ["b", "a"], Queue = new([1, 2]), Stack = new([3, 4]), Fixed = [1, 2, 3], Map = ImmutableDictionary<string, bool>.Empty.Add("t", true), Tree = new Tree("root", [new("leaf", [])]), Any = JsonDocument.Parse("{\"q\":[1]}").RootElement, Node = JsonNode.Parse("[null,true]"), Weight = State.Paid };
json = JsonSerializer.Serialize(kinds, Other.Default.Kinds);
Console.WriteLine(json);
var again = JsonSerializer.Deserialize(json, Other.Default.Kinds)!;
Console.WriteLine(JsonSerializer.Serialize(again, Other.Default.Kinds) == json);
Console.WriteLine($"{again.Point.X + again.Point.Y} {again.Queue.Peek()} {again.Stack.Peek()} {again.Tree!.Children[0].Name} {again.Fixed.Length} {again.Events}");
Console.WriteLine(JsonSerializer.Deserialize("{\"point\":{\"x\":\"7\"},\"unknown\":[1,2],\"more\":\"m\"}", Other.Default.Kinds)!.Rest!.Count);
foreach (var bad in new[] { "", "{", "[]", "{\"id\":5}", "{\"fixed\":[1,]}", "{\"tree\":{\"children\":[]}}", "null x" })
{
    try { Console.WriteLine(JsonSerializer.Deserialize(bad, Other.Default.Kinds) is null); } catch (JsonException e) { Console.WriteLine($"{bad}: {e.Path} {e.LineNumber} {e.BytePositionInLine}"); }
}

var many = Enumerable.Range(0, 3000).Select(i => new Line("line " + i, i, i / 2m)).ToList();
json = JsonSerializer.Serialize(many, Fast.Default.ListLine);
Console.WriteLine(json.Length + " " + JsonSerializer.Deserialize(json, Shop.Default.ListLine)!.Count);
Console.WriteLine(await JsonSerializer.DeserializeAsync(new MemoryStream("{\"name\":\"later\"}"u8.ToArray()), Shop.Default.Line));

public struct Point { public int X { get; set; } public int Y { get; set; } }
public record Tree(string Name, List<Tree> Children);
public class Kinds : IJsonOnDeserialized
{
    public Guid Id { get; set; } public TimeSpan Span { get; set; } public DateOnly Day { get; set; } public Uri? Link { get; set; } public Version? Release { get; set; }
    public decimal Big { get; set; } public float Half { get; set; } public char Letter { get; set; } public byte[] Data { get; set; } = []; public int? Maybe { get; set; }
    public Point Point { get; set; } public HashSet<string> Set { get; set; } = []; public Queue<int> Queue { get; set; } = new(); public Stack<int> Stack { get; set; } = new();
    public ImmutableArray<int> Fixed { get; set; } = []; public ImmutableDictionary<string, bool> Map { get; set; } = ImmutableDictionary<string, bool>.Empty;
    public Tree? Tree { get; set; } public JsonElement Any { get; set; } public JsonNode? Node { get; set; }
    [JsonConverter(typeof(JsonNumberEnumConverter<State>))] public State Weight { get; set; }
    [JsonInclude, JsonPropertyOrder(-1)] public string First = "1st";
    [JsonExtensionData] public Dictionary<string, JsonElement>? Rest { get; set; }
    [JsonIgnore] public int Events { get; private set; }
    public void OnDeserialized() => Events++;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, Converters = [typeof(JsonStringEnumConverter<State>)])]
[JsonSerializable(typeof(Kinds))]
internal partial class Other : JsonSerializerContext;

public enum State { New, Paid }
public record Person(string Name, int Age) { public string[] Tags { get; init; } = []; }
public record struct Line(string Name, int Count, decimal Price);
public class Order { public int Id { get; set; } public required Person Customer { get; set; } public List<Line> Lines { get; set; } = []; public State State { get; set; } public DateTime When { get; set; } public Dictionary<string, int> Extra { get; set; } = []; [JsonPropertyName("remark")] public string? Note { get; set; } [JsonIgnore] public int Hidden { get; set; } [JsonConverter(typeof(UpperConverter))] public string Upper { get; set; } = "up"; }
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")] [JsonDerivedType(typeof(Dog), "dog")] [JsonDerivedType(typeof(Cat), "cat")]
public class Animal { public string Name { get; set; } = ""; }
public class Dog : Animal { public int Bark { get; set; } }
public class Cat : Animal { public int Lives { get; set; } }
public class UpperConverter : JsonConverter<string> { public override string Read(ref Utf8JsonReader r, Type t, JsonSerializerOptions o) => r.GetString()!.ToLowerInvariant(); public override void Write(Utf8JsonWriter w, string v, JsonSerializerOptions o) => w.WriteStringValue(v.ToUpperInvariant()); }

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Order))] [JsonSerializable(typeof(Animal[]))] [JsonSerializable(typeof(Dictionary<string, Person?>))]
internal partial class Shop : JsonSerializerContext;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(List<Line>))]
internal partial class Fast : JsonSerializerContext;
