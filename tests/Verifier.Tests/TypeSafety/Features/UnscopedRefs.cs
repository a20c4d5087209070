namespace UnscopedRefs;

public struct Buffer3
{
    private int _first;
    private int _second;
    private int _third;

    [UnscopedRef]
    public ref int First => ref _first;

    [UnscopedRef]
    public ref int At(int index)
    {
        switch (index)
        {
            case 0:
                return ref _first;
            case 1:
                return ref _second;
            default:
                return ref _third;
        }
    }

    [UnscopedRef]
    public ref int this[int index] => ref index == 0 ? ref _first : ref _second;

    [UnscopedRef]
    public readonly ref readonly int Third => ref _third;

    [UnscopedRef]
    public ref Buffer3 Self() => ref this;

    [UnscopedRef]
    public Span<int> AsSpan() => new(ref _first);

    [UnscopedRef]
    public readonly ReadOnlySpan<int> AsReadOnlySpan() => new(in _first);
}

public interface IHasFirst
{
    [UnscopedRef]
    ref int First { get; }

    [UnscopedRef]
    Span<int> Contents();
}

public struct Holder : IHasFirst
{
    private int _value;

    [UnscopedRef]
    public ref int First => ref _value;

    [UnscopedRef]
    public Span<int> Contents() => new(ref _value);
}

public static class Uses
{
    public static int Local()
    {
        var buffer = new Buffer3();
        buffer.First = 1;
        buffer.At(2) = 5;
        buffer[1] += 2;
        ref var alias = ref buffer.Self().At(0);
        alias++;
        var span = buffer.AsSpan();
        span[0] += buffer.Third;
        foreach (var value in buffer.AsReadOnlySpan())
        {
            alias += value;
        }

        return alias;
    }

    public static ref int OfParameter(ref Buffer3 buffer) => ref buffer.At(1);

    public static Span<int> SpanOfParameter(ref Buffer3 buffer) => buffer.AsSpan();

    public static ref int OfElement(Buffer3[] buffers) => ref buffers[0].First;

    public static ref int Generic<T>(ref T value)
        where T : struct, IHasFirst => ref value.First;

    public static int GenericLocal<T>()
        where T : struct, IHasFirst
    {
        var value = default(T);
        value.First = 3;
        return value.Contents()[0] + value.First;
    }

    public static int UseHolder() => GenericLocal<Holder>();
}

public ref struct Writer
{
    private Span<char> _rest;

    public Writer(Span<char> buffer) => _rest = buffer;

    [UnscopedRef]
    public ref Writer Put(char value)
    {
        _rest[0] = value;
        _rest = _rest[1..];
        return ref this;
    }

    public readonly int Left => _rest.Length;
}

public static class Chains
{
    public static int Write(Span<char> buffer)
    {
        var writer = new Writer(buffer);
        writer.Put('a').Put('b').Put('c');
        return writer.Left;
    }

    public static void Keep([UnscopedRef] out int value, ref int other)
    {
        value = 3;
        other = value;
    }

    public static ref int OutReturned([UnscopedRef] out int value)
    {
        value = 4;
        return ref value;
    }
}
