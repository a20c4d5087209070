// using declarations and statements, disposal order, pattern-based disposal of ref structs.
using System;
using System.Collections.Generic;
using System.IO;

Run();
Console.WriteLine(string.Join(" ", Resource.Log));

using var text = new StringReader("first\nsecond\n\nthird");
var lines = 0;
while (text.ReadLine() is { } line)
{
    Console.WriteLine($"{++lines}:{line}");
}

using (var writer = new StringWriter { NewLine = "\n" })
{
    writer.WriteLine("into {0} text", "a");
    writer.Write(42);
    Console.WriteLine(writer.ToString().Length);
}

using (var stream = new MemoryStream())
using (var writer = new BinaryWriter(stream))
{
    writer.Write(258);
    writer.Write("text");
    writer.Flush();
    stream.Position = 0;
    using var reader = new BinaryReader(stream);
    Console.WriteLine(reader.ReadInt32() + reader.ReadString() + stream.Length);
}

static void Run()
{
    using var first = new Resource("first");
    try
    {
        using var second = new Resource("second");
        using (new Resource("third"))
        {
            throw new InvalidOperationException();
        }
    }
    catch (InvalidOperationException)
    {
        Resource.Log.Add("caught");
    }

    using var scope = new Scope(4);
}

internal sealed class Resource(string name) : IDisposable
{
    public static List<string> Log { get; } = [];

    public void Dispose() => Log.Add(name);
}

internal readonly ref struct Scope(int number)
{
    public void Dispose() => Resource.Log.Add("scope" + number);
}
