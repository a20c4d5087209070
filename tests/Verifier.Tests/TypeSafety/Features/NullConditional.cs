namespace NullConditional;

public class Node
{
    public int Value;
    public Node? Next;

    public string? Name { get; set; }

    public List<int>? Items { get; set; }

    public event Action? Changed;

    public void Raise() => Changed?.Invoke();

    public Span<int> Span => new int[2];

    public int[]? Numbers;
}

public static class Uses
{
    public static int Reads(Node? node) =>
        (node?.Value ?? 0) + (node?.Next?.Next?.Name?.Length ?? -1) + (node?.Items?[0] ?? 0) + (node?.Numbers?.Length ?? 2);

    public static void Assignments(Node? node)
    {
        node?.Value = 3;
        node?.Next?.Name = "x";
        node?.Value += 2;
        node?.Items?[0] = 5;
        node?.Name ??= "y";
        node?.Changed += () => { };
        node?.Numbers?[0] += 4;
    }

    public static int OverSpan(Node? node)
    {
        var span = node is null ? default : node.Span;
        return span.Length;
    }

    public static string Coalesce(string? left, string? right, Func<string>? make) => left ?? right ?? make?.Invoke() ?? throw new InvalidOperationException();

    public static int? Generic<T>(T? value)
        where T : class => value?.GetHashCode();

    public static string? Unconstrained<T>(T value) => value?.ToString();

    public static TResult? Apply<T, TResult>(T? value, Func<T, TResult> function)
        where T : struct
        where TResult : struct => value.HasValue ? function(value.Value) : null;

    public static Dictionary<string, List<int>> Group(IEnumerable<string> texts)
    {
        var groups = new Dictionary<string, List<int>>();
        foreach (var text in texts)
        {
            (groups.TryGetValue(text, out var list) ? list : groups[text] = []).Add(1);
        }

        return groups;
    }

    public static string Forgiving(Node? node) => node!.Name!;

    public static async Task<int?> InAsync(Node? node, Task<Node?> task) => (await task)?.Value + node?.Value;
}
