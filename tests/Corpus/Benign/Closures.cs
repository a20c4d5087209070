// Lambdas, captured variables, currying, memoising, delegates combined and passed on.
using System;
using System.Collections.Generic;
using System.Linq;

var counter = MakeCounter(10);
Console.WriteLine($"{counter()} {counter()} {counter()}");

var actions = new List<Action>();
for (var i = 0; i < 3; i++)
{
    var captured = i;
    actions.Add(() => Console.Write($"{captured}:{i} "));
}

actions.ForEach(action => action());
Console.WriteLine();

Func<int, Func<int, int>> add = left => right => left + right;
Console.WriteLine(add(3)(4));

Func<int, int> square = value => value * value;
var composed = Compose(Compose(square, value => value + 1), square);
Console.WriteLine(composed(2));

Func<int, long> fibonacci = null!;
fibonacci = Memoize<int, long>(n => n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
Console.WriteLine(fibonacci(80));

Action<string> log = text => Console.Write("[" + text + "]");
log += text => Console.WriteLine("<" + text + ">");
log("both");
Console.WriteLine(log.GetInvocationList().Length);

Func<string, int> parse = int.Parse;
Console.WriteLine(new[] { "3", "1", "2" }.Select(parse).Order().Aggregate("", (text, value) => text + value));

var total = 0;
Enumerable.Range(1, 100).ToList().ForEach(value => total += value);
Console.WriteLine(total);

Predicate<int> isEven = static value => value % 2 == 0;
Comparison<string> byLength = (left, right) => left.Length.CompareTo(right.Length);
var names = new List<string> { "ccc", "a", "bb" };
names.Sort(byLength);
Console.WriteLine(string.Join(",", names) + isEven(4));

static Func<int> MakeCounter(int start) => () => start++;

static Func<int, int> Compose(Func<int, int> first, Func<int, int> second) => value => second(first(value));

static Func<TKey, TValue> Memoize<TKey, TValue>(Func<TKey, TValue> compute)
    where TKey : notnull
{
    var known = new Dictionary<TKey, TValue>();
    return key => known.TryGetValue(key, out var value) ? value : known[key] = compute(key);
}
