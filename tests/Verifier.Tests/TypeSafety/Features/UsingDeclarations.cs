namespace UsingDeclarations;

public sealed class Resource(string name) : IDisposable
{
    public string Name => name;

    public void Dispose() => Console.WriteLine(name);
}

public struct ValueResource : IDisposable
{
    public bool IsDisposed;

    public void Dispose() => IsDisposed = true;
}

public ref struct SpanResource
{
    public Span<byte> Bytes;

    public readonly void Dispose() => Bytes.Clear();
}

public static class Uses
{
    public static int Nested(bool early)
    {
        using var first = new Resource("a");
        using Resource second = new("b"), third = new("c");
        if (early)
        {
            return first.Name.Length;
        }

        using (new ValueResource())
        using (var value = new ValueResource())
        {
            using var bytes = new SpanResource { Bytes = new byte[3] };
            bytes.Bytes[0] = 1;
            return bytes.Bytes[0] + (value.IsDisposed ? 1 : 0) + third.Name.Length;
        }
    }

    public static IEnumerable<string> InIterator()
    {
        using var resource = new Resource("d");
        yield return resource.Name;
        using (null as IDisposable)
        {
            yield return "e";
        }
    }

    public static T Generic<T>(T value)
        where T : IDisposable
    {
        using (value)
        {
            return value;
        }
    }

    public static int GenericStruct<T>(Func<T> make)
        where T : struct, IDisposable
    {
        using var value = make();
        return value.GetHashCode();
    }

    public static bool IsNothing<T>(T value)
        where T : allows ref struct => value is null;

    public static int RefStruct<T>(scoped T value)
        where T : IDisposable, allows ref struct
    {
        if (value is not null)
        {
            value.Dispose();
        }

        return IsNothing(value) ? 1 : 2;
    }
}
