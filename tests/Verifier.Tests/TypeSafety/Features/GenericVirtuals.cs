namespace GenericVirtuals;

public abstract class Serializer
{
    public abstract string Write<T>(T value);

    public virtual T Read<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);
}

public class Quoting : Serializer
{
    public override string Write<T>(T value) => $"'{value}'";

    public override T Read<T>(string text) => base.Read<T>(text.Trim('\''));
}

public interface IFactory
{
    T Make<T>()
        where T : new();

    TResult Fold<T, TResult>(IEnumerable<T> items, TResult seed, Func<TResult, T, TResult> step)
    {
        foreach (var item in items)
        {
            seed = step(seed, item);
        }

        return seed;
    }
}

public struct Factory : IFactory
{
    public int Made;

    public T Make<T>()
        where T : new()
    {
        Made++;
        return new T();
    }
}

public static class Uses
{
    public static int Run(Serializer serializer, IFactory factory)
    {
        Func<int, string> write = serializer.Write;
        Func<string, double> read = serializer.Read<double>;
        return write(3).Length + (int)read("'1'") + factory.Make<List<int>>().Count + factory.Fold([1, 2], "", (text, item) => text + item).Length
            + Constrained(new Factory()) + ((Func<List<string>>)factory.Make<List<string>>)().Count;
    }

    private static int Constrained<T>(T factory)
        where T : IFactory
    {
        var list = factory.Make<StringWriter>();
        return list.Count + factory.Fold<int, int>([1], 0, static (sum, item) => sum + item);
    }

    private sealed class StringWriter
    {
        public int Count => 3;
    }
}
