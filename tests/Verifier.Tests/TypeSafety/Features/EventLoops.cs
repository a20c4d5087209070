namespace EventLoops;

public sealed class Channel<T>
{
    private readonly Queue<T> _items = new();
    private readonly Queue<TaskCompletionSource<T>> _waiting = new();
    private readonly Lock _gate = new();

    public void Post(T item)
    {
        TaskCompletionSource<T>? waiting = null;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out waiting))
            {
                _items.Enqueue(item);
            }
        }

        waiting?.SetResult(item);
    }

    public ValueTask<T> ReceiveAsync(CancellationToken token = default)
    {
        lock (_gate)
        {
            if (_items.TryDequeue(out var item))
            {
                return new(item);
            }

            var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(source);
            return new(source.Task);
        }
    }

    public async IAsyncEnumerable<T> ReadAll([EnumeratorCancellation] CancellationToken token = default)
    {
        while (!token.IsCancellationRequested)
        {
            yield return await ReceiveAsync(token);
        }
    }
}

[AsyncMethodBuilder(typeof(OwnBuilder<>))]
public readonly struct Own<T>(T value)
{
    public T Value => value;

    public ValueTaskAwaiter<T> GetAwaiter() => new ValueTask<T>(value).GetAwaiter();
}

public struct OwnBuilder<T>
{
    private T _result;

    public static OwnBuilder<T> Create() => default;

    public readonly Own<T> Task => new(_result);

    public void Start<TStateMachine>(ref TStateMachine machine)
        where TStateMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult(T result) => _result = result;

    public readonly void SetException(Exception exception) => throw exception;

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => ((INotifyCompletion)awaiter).OnCompleted(machine.MoveNext);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => ((ICriticalNotifyCompletion)awaiter).UnsafeOnCompleted(machine.MoveNext);
}

public static class Uses
{
    public static async Own<int> Sum(Own<int> left, int right) => await left + right;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> Pooled(int value)
    {
        await Task.Yield();
        return value;
    }

    public static async Task<int> Run(Channel<int> channel)
    {
        channel.Post(3);
        var first = await channel.ReceiveAsync();
        var own = await Sum(new Own<int>(2), first);
        await foreach (var item in channel.ReadAll())
        {
            return item + own + await Pooled(item);
        }

        return -1;
    }

    public static async Task<string> Race(params Task<string>[] tasks)
    {
        try
        {
            return await await Task.WhenAny(tasks);
        }
        catch (AggregateException exception) when (exception.InnerException is OperationCanceledException)
        {
            return "";
        }
    }
}
