using System.Globalization;
using System.Text;

namespace Dates;

public static class Framework
{
    public static string Format(DateTime date, TimeSpan span, DateOnly day, TimeOnly time, Guid id, decimal amount) =>
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + span + day.AddDays(3) + time.Hour + id.ToString("N") + amount.ToString("F2");

    public static bool Compare(DateTime left, DateTimeOffset right) => left < right && left.AddDays(1) - left == TimeSpan.FromDays(1);

    public static int Dictionary(Dictionary<Guid, List<(int, DateTime)>> map)
    {
        var count = 0;
        foreach (var (_, list) in map)
        {
            for (var index = 0; index < list.Count; index++)
            {
                var (number, date) = list[index];
                list[index] = (number + 1, date.AddTicks(number));
                count += list[index].Item2.Day;
            }
        }

        return count;
    }

    public static string Build(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        var builder = new StringBuilder();
        foreach (var pair in pairs)
        {
            builder.Append(pair.Key).Append('=').Append(pair.Value switch
            {
                null => "null",
                string text => '"' + text + '"',
                bool flag => flag ? "true" : "false",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                IEnumerable many => string.Concat(many.Cast<object>()),
                var other => other.ToString(),
            }).AppendLine();
        }

        return builder.ToString();
    }

    public static int Stack(string expression)
    {
        var stack = new Stack<int>();
        foreach (var token in expression.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            stack.Push(token switch
            {
                "+" => stack.Pop() + stack.Pop(),
                "*" => stack.Pop() * stack.Pop(),
                _ => int.Parse(token, NumberStyles.Integer, CultureInfo.InvariantCulture),
            });
        }

        return stack.Peek();
    }

    public static PriorityQueue<string, (int, double)> Queue()
    {
        var queue = new PriorityQueue<string, (int, double)>();
        queue.Enqueue("a", (1, 2.5));
        return queue.TryDequeue(out _, out _) ? queue : new();
    }
}
