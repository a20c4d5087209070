namespace ArrayVariance;

public class Base
{
    public virtual string Name => "base";
}

public class Derived : Base
{
    public override string Name => "derived";
}

public interface IShape;

public class Square : Derived, IShape;

public static class Variance
{
    public static Base[] Covariant(Derived[] values) => values;

    public static IList<Base> List(Derived[] values) => values;

    public static ICollection<Base> Collection(Derived[] values) => values;

    public static IEnumerable<Base> Enumerable(Derived[] values) => values;

    public static IReadOnlyList<Base> ReadOnlyList(Derived[] values) => values;

    public static IReadOnlyCollection<IShape> ReadOnlyCollection(Square[] values) => values;

    public static IEnumerable<object> Objects(string[] values) => values;

    public static object[] Boxed(string[] values) => values;

    public static Base[] FromParameter<T>(T[] values)
        where T : Base => values;

    public static IEnumerable<Base> FromParameterEnumerable<T>(T[] values)
        where T : Base => values;

    public static Func<Base> FromFunction<T>(Func<T> function)
        where T : Base => function;

    public static Action<T> FromAction<T>(Action<Base> action)
        where T : Base => action;

    public static object[] FromReference<T>(T[] values)
        where T : class => values;

    public static IEnumerable<IShape> FromInterface<T>(List<T> values)
        where T : class, IShape => values;

    public static IShape[] FromInterfaceArray<T>(T[] values)
        where T : class, IShape => values;

    public static TBase[] Chain<T, TBase>(T[] values)
        where T : class, TBase
        where TBase : class => values;

    public static IComparer<Derived> Contravariant(IComparer<Base> comparer) => comparer;

    public static IEnumerable<IEnumerable<Base>> Deep(List<Derived[]> values) => values;

    public static Base[][] Jagged(Derived[][] values) => values;

    public static Base[,] Rectangular(Derived[,] values) => values;

    public static Func<Derived, Base> Functions(Func<Base, Derived> function) => function;

    public static string Assign(bool derived)
    {
        Base[] values = derived ? new Derived[1] : new Base[1];
        IEnumerable<Base> either = derived ? new List<Derived>() : Array.Empty<Base>();
        values[0] = new Derived();
        var merged = derived ? (Base)new Derived() : new Square();
        return values[0].Name + either.Count() + merged.Name;
    }

    public static object Unify(int which) => which switch
    {
        0 => new Square(),
        1 => new Derived(),
        2 => "text",
        _ => new int[1],
    };

    public static uint[] Unsigned(int[] values) => (uint[])(object)values;

    public static int[] Enums(DayOfWeek[] values) => (int[])(object)values;

    public static bool Test(object value) => value is Base[] or IEnumerable<Base> or IList<IShape>;
}

public interface ISource<out T>
{
    T Get();
}

public interface ISink<in T>
{
    void Put(T value);
}

public class Source : ISource<Derived>, ISink<object>
{
    public Derived Get() => new();

    public void Put(object value)
    {
    }
}

public static class Interfaces
{
    public static Base Use(Source source)
    {
        ISource<Base> as1 = source;
        ISink<string> as2 = source;
        as2.Put("x");
        ISource<object> as3 = as1;
        return as3.Get() as Base ?? as1.Get();
    }

    public static ISource<Base> Upcast<T>(ISource<T> source)
        where T : Base => source;
}

public delegate TResult Converter<in T, out TResult>(T value);

public static class DelegateVariance
{
    public static object Use(Converter<object, string> converter)
    {
        Converter<string, object> wide = converter;
        Func<object> function = Text;
        Action<string> action = Consume;
        action("x");
        return wide("y") ?? function();
    }

    private static string Text() => "text";

    private static void Consume(object value)
    {
    }
}
