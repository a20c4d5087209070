namespace AsyncStreams;

public static class Streams
{
    public static async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (var index = 0; index < to; index++)
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return index;
        }
    }

    public static async IAsyncEnumerable<T> Where<T>(IAsyncEnumerable<T> source, Func<T, bool> predicate)
    {
        await foreach (var item in source.ConfigureAwait(false))
        {
            if (predicate(item))
            {
                yield return item;
            }
        }
    }

    public static async IAsyncEnumerable<string> WithFinally()
    {
        try
        {
            yield return "a";
            await Task.Yield();
            yield return "b";
        }
        finally
        {
            await Task.Yield();
        }
    }

    public static async Task<int> Sum(CancellationToken token)
    {
        var sum = 0;
        await foreach (var number in Count(4).WithCancellation(token))
        {
            sum += number;
        }

        await foreach (var text in WithFinally())
        {
            if (text == "b")
            {
                break;
            }

            sum += text.Length;
        }

        return sum;
    }

    public static async IAsyncEnumerator<int> Enumerator()
    {
        await Task.Yield();
        yield return 1;
    }

    public static IAsyncEnumerable<int> Local()
    {
        return Inner(2);

        static async IAsyncEnumerable<int> Inner(int depth)
        {
            if (depth > 0)
            {
                await foreach (var value in Inner(depth - 1))
                {
                    yield return value;
                }
            }

            yield return depth;
        }
    }
}

public sealed class Custom
{
    public Enumerator GetAsyncEnumerator() => new();

    public struct Enumerator
    {
        private int _count;

        public readonly int Current => _count;

        public ValueTask<bool> MoveNextAsync() => new(++_count < 3);

        public readonly ValueTask DisposeAsync() => default;
    }

    public static async Task<int> Use()
    {
        var sum = 0;
        await foreach (var value in new Custom())
        {
            sum += value;
        }

        return sum;
    }
}

public readonly struct Delay(int ticks)
{
    public Awaiter GetAwaiter() => new(ticks);

    public readonly struct Awaiter(int ticks) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => ticks > 0;

        public int GetResult() => ticks;

        public void OnCompleted(Action continuation) => continuation();

        public void UnsafeOnCompleted(Action continuation) => continuation();
    }

    public static async Task<int> Use() => await new Delay(3) + await new Delay(0);
}
