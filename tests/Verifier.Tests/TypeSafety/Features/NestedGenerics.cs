namespace NestedGenerics;

public class Outer<T>
{
    public class Middle<TMiddle>
        where TMiddle : IEnumerable<T>
    {
        public struct Inner<TInner>
        {
            public T First;
            public TMiddle Second;
            public TInner[] Third;

            public readonly Dictionary<T, Inner<TInner>>? Table<TKey>(Func<TKey, T> function)
                where TKey : notnull => function is null ? null : [];

            public static implicit operator Inner<TInner>(T value) => new() { First = value, Third = [] };
        }

        public event Action<Outer<T>.Middle<TMiddle>>? Changed;

        public void Raise() => Changed?.Invoke(this);

        public static TMiddle? Shared;
    }

    public virtual Outer<Outer<T>> Wrap() => new();

    public Middle<List<T>>.Inner<T[]> Make(T value) => value;
}

public class Closed : Outer<string>
{
    public override Outer<Outer<string>> Wrap() => base.Wrap();

    public int Use()
    {
        var inner = Make("a");
        inner.Second = ["x"];
        inner.Third = [["y"]];
        Middle<string[]>.Shared = ["q"];
        var middle = new Middle<IReadOnlyList<string>>();
        middle.Changed += static sender => sender.ToString();
        middle.Raise();
        return inner.First.Length + inner.Second.Count + inner.Third[0].Length + (inner.Table<int>(number => number.ToString())?.Count ?? 0);
    }
}

public interface IVisitor<out TResult>
{
    TResult Visit<T>(Tree<T> tree);
}

public abstract class Tree<T>
{
    public abstract TResult Accept<TResult>(IVisitor<TResult> visitor);
}

public sealed class Leaf<T>(T value) : Tree<T>
{
    public T Value => value;

    public override TResult Accept<TResult>(IVisitor<TResult> visitor) => visitor.Visit(this);
}

public sealed class Branch<T>(Tree<T> left, Tree<T> right) : Tree<T>
{
    public (Tree<T>, Tree<T>) Both => (left, right);

    public override TResult Accept<TResult>(IVisitor<TResult> visitor) => visitor.Visit(this);
}

public sealed class Counter : IVisitor<int>
{
    public int Visit<T>(Tree<T> tree) => tree switch
    {
        Leaf<T> => 1,
        Branch<T> { Both: (var left, var right) } => left.Accept(this) + right.Accept(this),
        _ => 0,
    };
}

public static class Recursion
{
    public static int Depth<T>(T value, int depth) => depth == 0 ? typeof(T).Name.Length : Depth((value, value), depth - 1);

    public static Func<T1, Func<T2, TResult>> Curry<T1, T2, TResult>(Func<T1, T2, TResult> function) => first => second => function(first, second);

    public static Func<T, TResult> Fix<T, TResult>(Func<Func<T, TResult>, Func<T, TResult>> function) => value => function(Fix(function))(value);

    public static IEnumerable<IGrouping<TKey, (TKey Key, TValue[] Values)>> Group<TKey, TValue>(IEnumerable<KeyValuePair<TKey, List<TValue>>> pairs) =>
        pairs.Select(pair => (pair.Key, pair.Value.ToArray())).GroupBy(pair => pair.Key);
}
