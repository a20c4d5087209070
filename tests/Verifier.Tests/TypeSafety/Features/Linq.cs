namespace Linq;

public class Order(string customer, decimal total, int[] items)
{
    public string Customer => customer;

    public decimal Total => total;

    public int[] Items => items;
}

public static class Queries
{
    public static List<string> Select(IEnumerable<Order> orders) =>
        (from order in orders
         where order.Total > 3 && order.Items.Length > 0
         orderby order.Customer descending, order.Total
         select order.Customer + order.Total).ToList();

    public static Dictionary<string, decimal> Group(IEnumerable<Order> orders) =>
        (from order in orders
         group order by order.Customer into customer
         let sum = customer.Sum(order => order.Total)
         where sum > 0
         select (customer.Key, sum)).ToDictionary(pair => pair.Key, pair => pair.sum);

    public static IEnumerable<object> Join(List<Order> orders, Dictionary<string, int> cities) =>
        from order in orders
        join city in cities on order.Customer equals city.Key
        join other in orders on order.Total equals other.Total into others
        from item in order.Items
        from same in others.DefaultIfEmpty()
        select new { order.Customer, city.Value, item, Count = others.Count(), same?.Total };

    public static int Methods(int[] values) =>
        values.Where((value, index) => value > index).Skip(1).TakeWhile(static value => value < 100).Chunk(2).SelectMany(chunk => chunk)
            .Zip(values, (left, right) => left * right).Aggregate(0, (sum, value) => sum + value)
        + values.OrderBy(value => -value).ThenBy(value => value).DistinctBy(value => value % 3).Count()
        + values.Cast<object>().OfType<int>().Max();

    public static ILookup<bool, int> Lookup(IEnumerable<int> values) => values.ToLookup(value => value % 2 == 0);

    public static IEnumerable<int> Primes(int to) =>
        from number in Enumerable.Range(2, to)
        where !(from factor in Enumerable.Range(2, (int)Math.Sqrt(number) - 1) where number % factor == 0 select factor).Any()
        select number;
}

public class Maybe<T>(T? value)
    where T : class
{
    public T? Value => value;

    public Maybe<TResult> Select<TResult>(Func<T, TResult> function)
        where TResult : class => new(value is null ? null : function(value));

    public Maybe<TResult> SelectMany<TOther, TResult>(Func<T, Maybe<TOther>> bind, Func<T, TOther, TResult> project)
        where TOther : class
        where TResult : class =>
        value is not null && bind(value).Value is { } other ? new(project(value, other)) : new(null);

    public static Maybe<string> Use(Maybe<string> left, Maybe<string> right) =>
        from first in left
        from second in right
        select first + second;
}
