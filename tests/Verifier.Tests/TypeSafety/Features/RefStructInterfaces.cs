namespace RefStructInterfaces;

public interface ICounter
{
    int Count { get; }

    void Add(int value);
}

public ref struct SpanCounter : ICounter, IDisposable
{
    private Span<int> _values;
    private int _count;

    public SpanCounter(Span<int> values) => _values = values;

    public readonly int Count => _count;

    public void Add(int value) => _values[_count++] = value;

    public void Dispose() => _values.Clear();

    public readonly Span<int> Filled => _values[.._count];
}

public static class Generic
{
    public static int Fill<T>(ref T counter, int times)
        where T : ICounter, allows ref struct
    {
        for (var index = 0; index < times; index++)
        {
            counter.Add(index);
        }

        return counter.Count;
    }

    public static int FillAndDispose<T>(scoped T counter)
        where T : ICounter, IDisposable, allows ref struct
    {
        using (counter)
        {
            counter.Add(1);
            return counter.Count;
        }
    }

    public static int Use(int[] values)
    {
        var counter = new SpanCounter(values);
        var filled = Fill(ref counter, 3);
        Span<int> room = stackalloc int[8];
        var local = new SpanCounter(room);
        filled += Fill(ref local, 4);
        filled += FillAndDispose(new SpanCounter(room));
        return filled + counter.Filled.Length + local.Count;
    }

    public static T Identity<T>(T value)
        where T : allows ref struct => value;

    public static Span<int> ThroughIdentity(int[] values) => Identity(values.AsSpan());

    public static int ScopedT<T>(scoped T value)
        where T : allows ref struct => typeof(T).Name.Length;

    public static TResult Apply<T, TResult>(T value, Func<T, TResult> function)
        where T : allows ref struct
        where TResult : allows ref struct => function(value);

    public static ReadOnlySpan<char> Head(string text) => Apply(text.AsSpan(), static span => span[..1]);

    public static int Length(ReadOnlySpan<char> text) => Apply<ReadOnlySpan<char>, int>(text, static span => span.Length);
}

public ref struct Boxless<T>
    where T : allows ref struct
{
    public T Value;

    public Boxless(T value) => Value = value;

    public readonly T Get() => Value;

    public void Replace(T value) => Value = value;
}

public static class UsesBoxless
{
    public static ReadOnlySpan<char> RoundTrip(ReadOnlySpan<char> text)
    {
        var box = new Boxless<ReadOnlySpan<char>>(text);
        box.Replace(box.Get().Trim());
        return box.Value;
    }

    public static int Local()
    {
        Span<int> values = stackalloc int[4];
        var box = new Boxless<Span<int>>(values);
        box.Value[0] = 4;
        return box.Get()[0];
    }
}

public interface IMake<TSelf>
    where TSelf : IMake<TSelf>, allows ref struct
{
    static abstract TSelf Make(ReadOnlySpan<byte> bytes);

    int Size { get; }
}

public readonly ref struct Packet : IMake<Packet>
{
    private readonly ReadOnlySpan<byte> _bytes;

    private Packet(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    public int Size => _bytes.Length;

    public static Packet Make(ReadOnlySpan<byte> bytes) => new(bytes);
}

public static class Factory
{
    public static T Make<T>(ReadOnlySpan<byte> bytes)
        where T : IMake<T>, allows ref struct => T.Make(bytes);

    public static int SizeOf(ReadOnlySpan<byte> bytes)
    {
        var packet = Make<Packet>(bytes);
        return packet.Size;
    }
}
