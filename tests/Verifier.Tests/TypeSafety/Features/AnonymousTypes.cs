namespace AnonymousTypes;

public static class Uses
{
    public static string Run(IEnumerable<(string Name, int Age)> people)
    {
        var grouped = people
            .Select(person => new { person.Name, person.Age, IsAdult = person.Age >= 18 })
            .GroupBy(person => new { person.IsAdult, Initial = person.Name[0] })
            .Select(group => new { group.Key, Oldest = group.MaxBy(person => person.Age)!, Count = group.Count() })
            .ToList();
        var first = grouped.FirstOrDefault() ?? new { Key = new { IsAdult = false, Initial = 'x' }, Oldest = new { Name = "", Age = 0, IsAdult = false }, Count = 0 };
        var changed = first with { Count = 3 };
        return changed.ToString() + first.Equals(changed) + first.GetHashCode() + changed.Oldest.Name;
    }

    public static T[] Same<T>(T example, int count) => Enumerable.Repeat(example, count).ToArray();

    public static int Arrays()
    {
        var points = new[] { new { X = 1, Y = 2 }, new { X = 3, Y = 4 } };
        var more = Same(new { Z = 1 }, 3);
        return points.Sum(point => point.X * point.Y) + more[0].Z;
    }
}
