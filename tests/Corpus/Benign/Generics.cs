// Generic classes, methods, constraints, variance and nested instances.
using System;
using System.Collections.Generic;

internal interface IShape
{
    double Area { get; }
}

internal interface ISource<out T>
{
    T Next();
}

internal interface ISink<in T>
{
    void Put(T value);
}

internal sealed class Square(double side) : IShape
{
    public double Area => side * side;
}

internal sealed class Squares : ISource<Square>
{
    private int _next;

    public Square Next() => new(++_next);
}

internal sealed class Printer : ISink<object>
{
    public void Put(object value) => Console.WriteLine($"printed {value}");
}

internal sealed class Stack<T>
{
    private T[] _items = new T[2];
    private int _count;

    public void Push(T item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++] = item;
    }

    public bool TryPop(out T? item)
    {
        item = _count > 0 ? _items[--_count] : default;
        return _count >= 0 && item is not null;
    }
}

internal sealed class Node<TKey, TValue>(TKey key, TValue value)
    where TKey : IComparable<TKey>
{
    private Node<TKey, TValue>? _left;
    private Node<TKey, TValue>? _right;
    private TValue _value = value;

    public void Insert(TKey newKey, TValue newValue)
    {
        var order = newKey.CompareTo(key);
        if (order == 0)
        {
            _value = newValue;
            return;
        }

        ref var child = ref order < 0 ? ref _left : ref _right;
        if (child is null)
        {
            child = new Node<TKey, TValue>(newKey, newValue);
        }
        else
        {
            child.Insert(newKey, newValue);
        }
    }

    public IEnumerable<KeyValuePair<TKey, TValue>> InOrder()
    {
        foreach (var pair in _left?.InOrder() ?? [])
        {
            yield return pair;
        }

        yield return KeyValuePair.Create(key, _value);
        foreach (var pair in _right?.InOrder() ?? [])
        {
            yield return pair;
        }
    }
}

internal static class Program
{
    private static T Largest<T>(IEnumerable<T> items)
        where T : IComparable<T>
    {
        using var each = items.GetEnumerator();
        each.MoveNext();
        var largest = each.Current;
        while (each.MoveNext())
        {
            largest = each.Current.CompareTo(largest) > 0 ? each.Current : largest;
        }

        return largest;
    }

    private static T Make<T>() where T : new() => new();

    private static void Swap<T>(ref T left, ref T right) => (left, right) = (right, left);

    private static string Kind<T>(T value) => value switch
    {
        int => "int",
        string => "string",
        null => "null",
        _ => typeof(T).Name,
    };

    private static void Main()
    {
        var stack = new Stack<string>();
        foreach (var word in "the quick brown fox".Split(' '))
        {
            stack.Push(word);
        }

        while (stack.TryPop(out var word))
        {
            Console.Write(word + " ");
        }

        Console.WriteLine();
        Console.WriteLine(Largest([3, 9, 4]));
        Console.WriteLine(Largest(["pear", "apple", "zebra"]));
        Console.WriteLine(Make<List<int>>().Count);

        var (first, second) = (1, 2);
        Swap(ref first, ref second);
        Console.WriteLine($"{first} {second}");

        ISource<IShape> shapes = new Squares();
        Console.WriteLine(shapes.Next().Area + shapes.Next().Area);
        ISink<string> sink = new Printer();
        sink.Put("text");

        var tree = new Node<string, int>("m", 1);
        foreach (var letter in "hello world")
        {
            tree.Insert(letter.ToString(), letter);
        }

        foreach (var (key, value) in tree.InOrder())
        {
            Console.Write($"{key}={value};");
        }

        Console.WriteLine();
        Console.WriteLine($"{Kind(1)} {Kind("a")} {Kind<object?>(null)} {Kind(1.5)}");
        Console.WriteLine(new Dictionary<string, List<(int, string)>> { ["a"] = [(1, "x")] }["a"][0].Item2);
    }
}
