namespace Locks;

public class Guarded
{
    private readonly Lock _gate = new();
    private readonly object _monitor = new();
    private int _value;
    private volatile int _flag;
    private volatile Guarded? _other;
    private volatile bool _done;

    public int Add(int amount)
    {
        lock (_gate)
        {
            _value += amount;
            return _value;
        }
    }

    public int Monitored(IEnumerable<int> amounts)
    {
        lock (_monitor)
        {
            foreach (var amount in amounts)
            {
                if (amount < 0)
                {
                    return -1;
                }

                lock (amounts)
                {
                    _value += amount;
                }
            }
        }

        return _value;
    }

    public int Scoped()
    {
        using (_gate.EnterScope())
        {
            return _value;
        }
    }

    public int Volatile()
    {
        _flag++;
        _other = this;
        _done = _flag > 3;
        return _other._flag + (_done ? 1 : 0);
    }

    public void Interlock()
    {
        Interlocked.Increment(ref _value);
        Interlocked.CompareExchange(ref _other, this, null);
        Interlocked.Exchange(ref _value, 3);
    }

    public T Generic<T>(Func<T> function)
    {
        lock (_monitor)
        {
            return function();
        }
    }

    public async Task<int> InAsync()
    {
        await Task.Yield();
        lock (_gate)
        {
            _value++;
        }

        return _value;
    }
}
