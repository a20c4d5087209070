using System;
using System.Collections.Generic;

// Structs that leave equality to the runtime compare field by field, nested ones included.
struct Empty { }
struct Text { public string Value; public int Number; }
struct Pair<T> { public T First; public KeyValuePair<int, T> Second; }
struct Nested { public Pair<string> Inner; public int[] Array; public DayOfWeek Day; public double? Maybe; }
struct Own { public object Value; public override bool Equals(object other) => other is Own; public override int GetHashCode() => 7; }
struct Half { public object Value; public override int GetHashCode() => 8; }
interface IHasValue { bool Equals(object other); }
struct Hidden : IHasValue { public object Value; public new bool Equals(object other) => true; }
struct Changing { public volatile int Number; public volatile object Value; }
ref struct OnStack { public Span<int> Numbers; public object Value; }

static class Program
{
    static void Main()
    {
        Say(new Empty(), new Empty());
        Say(new Text { Value = "a", Number = 1 }, new Text { Value = new string('a', 1), Number = 1 });
        Say(new Text { Value = "a" }, new Text { Value = "b" });
        Say(new Text(), new Pair<string>());
        Say(new Pair<object> { First = new Text { Value = "x" } }, new Pair<object> { First = new Text { Value = "x" } });
        Say(new Pair<object> { Second = new(1, "x") }, new Pair<object> { Second = new(2, "x") });
        var array = new[] { 1 };
        Say(new Nested { Array = array, Maybe = double.NaN }, new Nested { Array = array, Maybe = double.NaN });
        Say(new Nested { Array = array }, new Nested { Array = [1] });
        Say(new Nested { Day = DayOfWeek.Friday }, new Nested());
        Say(new Own { Value = 1 }, new Own { Value = 2 });
        Say(new Half { Value = 1 }, new Half { Value = 1 });
        Say(new Hidden { Value = 1 }, new Hidden { Value = 2 });
        Say(new Changing { Number = 1, Value = 2 }, new Changing { Number = 1, Value = 2 });
        Say(new Changing { Number = 1 }, new Changing { Number = 2 });
        Console.WriteLine(((IHasValue)new Hidden { Value = 1 }).Equals(2));
        var names = new Dictionary<Pair<string>, int> { [new Pair<string> { First = "one" }] = 1 };
        Console.WriteLine(names[new Pair<string> { First = "one" }]);
        Console.WriteLine(new HashSet<Text> { new() { Value = "a" }, new() { Value = "a" }, new() { Value = "b" } }.Count);
        Console.WriteLine(new OnStack { Value = 3 }.Value);
    }

    static void Say(object left, object right) =>
        Console.WriteLine($"{left.Equals(right)} {!left.Equals(right) || left.GetHashCode() == right.GetHashCode()} {left.Equals(null)}");
}
