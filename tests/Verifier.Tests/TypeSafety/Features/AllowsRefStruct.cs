namespace AllowsRefStruct;

public delegate TResult Mapper<T, TResult>(T value)
    where T : allows ref struct
    where TResult : allows ref struct;

public interface IVisitor<T>
    where T : allows ref struct
{
    void Visit(scoped T value);

    bool IsDone => false;
}

public sealed class Counting : IVisitor<ReadOnlySpan<char>>
{
    public int Count { get; private set; }

    public void Visit(scoped ReadOnlySpan<char> value) => Count += value.Length;
}

public static class Walk
{
    public static void Words<TVisitor>(ReadOnlySpan<char> text, TVisitor visitor)
        where TVisitor : IVisitor<ReadOnlySpan<char>>
    {
        foreach (var range in text.Split(' '))
        {
            if (visitor.IsDone)
            {
                return;
            }

            visitor.Visit(text[range]);
        }
    }

    public static TResult Map<T, TResult>(T value, Mapper<T, TResult> mapper)
        where T : allows ref struct
        where TResult : allows ref struct => mapper(value);

    public static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text) => Map<ReadOnlySpan<char>, ReadOnlySpan<char>>(text, static span => span.Trim());

    public static int Use(string text)
    {
        var counting = new Counting();
        Words(text, counting);
        return counting.Count + Trimmed(text).Length + Map(text, static value => value.Length);
    }

    public static void Swap<T>(scoped ref T left, scoped ref T right)
        where T : allows ref struct
    {
        var copy = left;
        left = right;
        right = copy;
    }

    public static T Default<T>()
        where T : allows ref struct => default!;

    public static T Choose<T>(bool first, T left, T right)
        where T : allows ref struct
    {
        T result;
        if (first)
        {
            result = left;
        }
        else
        {
            result = right;
        }

        return result;
    }

    public static ref T Same<T>(ref T value)
        where T : allows ref struct => ref value;

    public static Span<int> Swapped(Span<int> left, Span<int> right)
    {
        Swap(ref left, ref right);
        return Choose(true, Default<Span<int>>(), left);
    }
}

public ref struct Lazy<T>(Func<T> make)
    where T : allows ref struct
{
    private T _value;
    private bool _isMade;

    public T Value
    {
        get
        {
            if (!_isMade)
            {
                _value = make();
                _isMade = true;
            }

            return _value;
        }
    }
}

public static class Lazies
{
    public static int Use()
    {
        var lazy = new Lazy<ReadOnlySpan<byte>>(static () => "abc"u8);
        return lazy.Value.Length + lazy.Value[1];
    }
}
