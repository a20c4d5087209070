namespace ExtensionMembers;

public static class Extensions
{
    extension(string text)
    {
        public bool IsBlank => string.IsNullOrWhiteSpace(text);

        public string Times(int count)
        {
            var result = "";
            for (var index = 0; index < count; index++)
            {
                result += text;
            }

            return result;
        }

        public static string Nothing => "";

        public static string operator *(string left, int right) => left.Times(right);
    }

    extension<T>(IEnumerable<T> source)
    {
        public bool IsEmpty => !source.Any();

        public IEnumerable<T> Evens()
        {
            var index = 0;
            foreach (var item in source)
            {
                if (index++ % 2 == 0)
                {
                    yield return item;
                }
            }
        }

        public IEnumerable<TResult> Map<TResult>(Func<T, TResult> function) => source.Select(function);

        public static IEnumerable<T> None => [];
    }

    extension<T>(T[] values)
        where T : IComparable<T>
    {
        public T Largest => values.Max()!;

        public ref T First => ref values[0];
    }

    extension(ref int number)
    {
        public void Increase() => number++;

        public int Next
        {
            get => number + 1;
            set => number = value - 1;
        }
    }

    extension<T>(Span<T> span)
    {
        public Span<T> Rest => span[1..];

        public ref T Last => ref span[^1];
    }

    extension(ReadOnlySpan<char> text)
    {
        public ReadOnlySpan<char> Word()
        {
            var end = text.IndexOf(' ');
            return end < 0 ? text : text[..end];
        }
    }

    extension<T>(T value)
        where T : class
    {
        public Func<string> Namer => () => value.ToString() ?? "";
    }
}

public static class Uses
{
    public static int Run(int[] values)
    {
        var number = 3;
        number.Increase();
        number.Next = 9;
        Span<int> span = values;
        span.Rest.Last = 4;
        values.First++;
        Func<int, string> times = "ab".Times;
        var text = "x" * 3 + "y".Times(2) + times(2) + string.Nothing + "a b".AsSpan().Word().ToString();
        return number + values.Largest + values.Evens().Map(value => value * 2).Sum() + text.Length + "q".Namer().Length
            + (text.IsBlank || values.IsEmpty ? 1 : 0) + IEnumerable<int>.None.Count();
    }
}

public static class Classic
{
    public static ref T Pick<T>(this ref (T First, T Second) pair, bool first)
        where T : struct => ref first ? ref pair.First : ref pair.Second;

    public static T Twice<T>(this T value, Func<T, T> function) => function(function(value));

    public static int LengthOf(this in Guid value) => value.ToString().Length;

    public static int Use()
    {
        var pair = (1, 2);
        pair.Pick(true) = 4;
        return pair.Item1.Twice(value => value + 1) + Guid.Empty.LengthOf();
    }
}
