namespace Events;

public class Changed(int value) : EventArgs
{
    public int Value => value;
}

public interface INotifies
{
    event EventHandler<Changed> Changed;
}

public class Publisher : INotifies
{
    public event EventHandler<Changed>? Changed;

    public static event Action<string>? Logged;

    private readonly List<Action> _handlers = [];

    public event Action Custom
    {
        add => _handlers.Add(value);
        remove => _handlers.Remove(value);
    }

    public virtual event Func<int, int>? Virtual;

    event EventHandler<Changed> INotifies.Changed
    {
        add => Changed += value;
        remove => Changed -= value;
    }

    public int Raise(int value)
    {
        Changed?.Invoke(this, new Changed(value));
        Logged?.Invoke("raised");
        foreach (var handler in _handlers)
        {
            handler();
        }

        return Virtual?.Invoke(value) ?? 0;
    }
}

public class Derived : Publisher
{
    public override event Func<int, int>? Virtual
    {
        add => base.Virtual += value;
        remove => base.Virtual -= value;
    }
}

public struct ValuePublisher
{
    public event Action? Fired;

    public readonly void Fire() => Fired?.Invoke();
}

public static class Uses
{
    public static int Run()
    {
        var count = 0;
        var publisher = new Derived();
        EventHandler<Changed> handler = (_, args) => count += args.Value;
        publisher.Changed += handler;
        ((INotifies)publisher).Changed += handler;
        publisher.Changed -= handler;
        publisher.Custom += () => count++;
        publisher.Virtual += value => value * 2;
        Publisher.Logged += OnLogged;
        Publisher.Logged -= OnLogged;
        var value = new ValuePublisher();
        value.Fired += () => count++;
        value.Fire();
        return publisher.Raise(3) + count;
    }

    private static void OnLogged(string text)
    {
    }
}
