namespace DefaultInterfaceMembers;

public interface INamed
{
    string Name { get; }

    string Greeting => "Hello, " + Name + Suffix();

    private string Suffix() => "!";

    protected string Secret() => "s";

    static string Default { get; set; } = "none";

    static INamed Make(string name) => new Named(name);

    public sealed string Fixed() => Name;

    class Named(string name) : INamed
    {
        public string Name => name;
    }
}

public interface ILeft : INamed
{
    string INamed.Greeting => "left " + Name;
}

public interface IRight : INamed
{
    string INamed.Greeting => "right " + Secret();
}

public class Both : ILeft, IRight
{
    public string Name => "both";

    string INamed.Greeting => "both";
}

public class Plain : INamed
{
    public string Name => "plain";

    public string ViaInterface() => ((INamed)this).Greeting + ((INamed)this).Fixed();
}

public struct Value : INamed
{
    public string Name => "value";

    public static string Use<T>(T value)
        where T : INamed => value.Greeting + value.Name;

    public static string UseSelf() => Use(new Value());
}

public interface IReabstract : INamed
{
    abstract string INamed.Greeting { get; }
}

public class Reabstracted : IReabstract
{
    public string Name => "re";

    string INamed.Greeting => Name;
}

public interface IGeneric<T>
{
    T Get();

    IEnumerable<T> Many(int count)
    {
        for (var index = 0; index < count; index++)
        {
            yield return Get();
        }
    }

    Func<T> AsFunction() => Get;

    async Task<T> GetAsync()
    {
        await Task.Yield();
        return Get();
    }

    event Action Changed
    {
        add => value();
        remove => value();
    }

    int this[int index] => index;
}

public class Impl : IGeneric<int>
{
    public int Get() => 3;

    int IGeneric<int>.this[int index] => index * 2;
}

public static class Uses
{
    public static int Run()
    {
        IGeneric<int> value = new Impl();
        value.Changed += () => { };
        return value.Many(2).Sum() + value.AsFunction()() + value[3] + INamed.Default.Length + INamed.Make("x").Greeting.Length;
    }
}

public interface IExplicitA
{
    int Get();
}

public interface IExplicitB
{
    int Get();
}

public class Explicit : IExplicitA, IExplicitB, IComparable<Explicit>, IEnumerable<int>
{
    int IExplicitA.Get() => 1;

    int IExplicitB.Get() => 2;

    int IComparable<Explicit>.CompareTo(Explicit? other) => 0;

    IEnumerator<int> IEnumerable<int>.GetEnumerator()
    {
        yield return ((IExplicitA)this).Get();
        yield return ((IExplicitB)this).Get();
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<int>)this).GetEnumerator();
}
