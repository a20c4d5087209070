namespace ObjectInitializers;

public class Node
{
    public int Value { get; set; }

    public Node? Left;

    public List<Node> Children { get; } = [];

    public Dictionary<string, int> Names { get; } = [];

    public int[,] Grid { get; } = new int[2, 2];

    public Position Position;

    public int this[int row, string column]
    {
        get => row;
        set => Value = value;
    }
}

public struct Position
{
    public int X { get; set; }

    public int Y;
}

public static class Uses
{
    public static Node Make(int value) => new()
    {
        Value = value,
        Left = new Node { Value = 2, Left = null, Position = { Y = 4 } },
        Children = { new Node(), new() { Value = 3 } },
        Names = { ["a"] = 1, ["b"] = value },
        Grid = { [0, 1] = 4 },
        Position = { X = 3, Y = value },
        [1, "x"] = 4,
    };

    public static List<int> Collection(int value) => new(4) { 1, value, 3 };

    public static Dictionary<string, List<int>> Nested() => new() { { "a", new() { 1 } }, { "b", [2] } };

    public static object Anonymous(int value, string text) => new { value, text.Length, Inner = new { text } };

    public static Position Structure() => new() { X = 1, Y = 2 };

    public static int Target(bool more)
    {
        Position position = more ? new() { X = 1 } : default;
        Node node = new();
        node.Children.Add(new() { Position = position });
        node.Position.X += 4;
        node.Children[0].Position.Y++;
        return node.Position.X;
    }

    public static int FromEnd()
    {
        var buffer = new Buffer { Values = { [^1] = 4, [0] = 3 } };
        return buffer.Values[^1];
    }

    private sealed class Buffer
    {
        public int[] Values { get; } = new int[3];
    }
}
