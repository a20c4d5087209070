namespace InitAndRequired;

public class Options
{
    public required string Name { get; init; }

    public int Size { get; init; } = 4;

    public required List<string> Tags { get; set; }

    public Options? Inner { get; init; }

    private readonly int _cached;

    public int Cached
    {
        get => _cached;
        init => _cached = value * 2;
    }

    public Options()
    {
    }

    [SetsRequiredMembers]
    public Options(string name) => (Name, Tags) = (name, []);
}

public struct Settings
{
    public required int Width { get; init; }

    public int Height { get; init; }

    private readonly int _depth;

    public int Depth
    {
        readonly get => _depth;
        init
        {
            _depth = value;
            Height = value;
        }
    }
}

public readonly struct ReadOnlySettings
{
    private readonly int _value;

    public int Value
    {
        get => _value;
        init => _value = Math.Abs(value);
    }

    public required string Name { get; init; }
}

public interface IHasName
{
    string Name { get; init; }
}

public class Named : IHasName
{
    public virtual string Name { get; init; } = "";
}

public class Derived : Named
{
    private readonly string _name = "";

    public override string Name
    {
        get => _name;
        init => _name = value + base.Name;
    }
}

public static class Uses
{
    public static int Run()
    {
        var options = new Options { Name = "a", Tags = ["x"], Cached = 3, Inner = new("inner") { Size = 9 } };
        var settings = new Settings { Width = 1, Height = 2, Depth = 3 };
        var readOnly = new ReadOnlySettings { Value = -3, Name = "n" };
        var made = Make<Named>("z");
        return options.Size + options.Cached + options.Inner.Size + settings.Width + settings.Depth + readOnly.Value + made.Name.Length
            + new Derived { Name = "d" }.Name.Length;
    }

    public static T Make<T>(string name)
        where T : IHasName, new() => new() { Name = name };
}
