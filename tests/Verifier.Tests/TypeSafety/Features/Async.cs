namespace Async;

public sealed class Resource : IAsyncDisposable, IDisposable
{
    public bool IsOpen { get; private set; } = true;

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        IsOpen = false;
    }

    public void Dispose() => IsOpen = false;
}

public static class Methods
{
    public static async Task Nothing() => await Task.Yield();

    public static async Task<int> Sum(params int[] values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += await Task.FromResult(value).ConfigureAwait(false);
        }

        return sum;
    }

    public static async ValueTask<string> Text(int number)
    {
        await Nothing();
        return number.ToString();
    }

    public static async void Forget() => await Nothing();

    public static async Task<T> Generic<T>(Func<Task<T>> make)
        where T : class
    {
        var result = await make();
        return result;
    }

    public static async Task<int> CatchAndFinally(bool fails)
    {
        var count = 0;
        try
        {
            await Nothing();
            if (fails)
            {
                throw new InvalidOperationException();
            }
        }
        catch (InvalidOperationException exception) when (exception.Message.Length > 0)
        {
            count = await Sum(1, 2);
        }
        catch (ArgumentException)
        {
            await Nothing();
            throw;
        }
        catch
        {
            await Nothing();
        }
        finally
        {
            await Nothing();
            count++;
        }

        return count;
    }

    public static async Task<bool> Using()
    {
        await using var first = new Resource();
        await using (var second = new Resource())
        {
            using var third = new Resource();
            await using (new Resource().ConfigureAwait(false))
            {
                return second.IsOpen && third.IsOpen;
            }
        }
    }

    public static async Task<int> Lambdas()
    {
        Func<int, Task<int>> twice = async value =>
        {
            await Task.Yield();
            return value * 2;
        };
        Func<Task> local = async () => await twice(3);
        await local();
        return await twice(await twice(2)) + await Inner(4);

        async Task<int> Inner(int depth) => depth == 0 ? 0 : 1 + await Inner(depth - 1);
    }

    public static async Task<string> Spills(string[] texts, int index) =>
        texts[index] + await Text(index) + texts[await Sum(0)] + $"{await Text(3)}:{index}";

    public static async Task<int> Assignments(int[] values)
    {
        values[await Sum(0)] += await Sum(1, 2);
        (values[0], values[1]) = (await Sum(1), await Sum(2));
        var point = (X: await Sum(1), Y: await Sum(2));
        return point.X + point.Y + (await Text(2) is { Length: > 0 } ? 1 : 0);
    }

    public static async Task<int> Loops(CancellationToken token)
    {
        var count = 0;
        while (!token.IsCancellationRequested)
        {
            if (count++ > 3)
            {
                break;
            }

            await Task.Yield();
            continue;
        }

        for (var index = 0; index < await Sum(3); index++)
        {
            count += index switch
            {
                0 => await Sum(1),
                1 => 2,
                _ => await Sum(index, index),
            };
        }

        return count;
    }

    public static async Task<int> SpanBetween(int[] values)
    {
        Span<int> before = values;
        before[0]++;
        ref var slot = ref values[0];
        slot++;
        await Nothing();
        ReadOnlySpan<int> after = values;
        return after[0];
    }

    public static async Task<int> All(IEnumerable<int> numbers)
    {
        var all = await Task.WhenAll(numbers.Select(async number => await Sum(number)));
        return all.Sum();
    }
}

public struct Machine
{
    public int Count;

    public readonly async Task<int> Get() => await Methods.Sum(Count);
}
