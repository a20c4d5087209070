// Events, observers, custom accessors, weak coupling between objects.
using System;
using System.Collections.Generic;

var thermostat = new Thermostat();
EventHandler<ReadingEventArgs> print = (_, reading) => Console.WriteLine($"read {reading.Degrees}");
thermostat.Read += print;
thermostat.Read += (sender, reading) =>
{
    if (reading.Degrees > 25)
    {
        Console.WriteLine("too hot in " + ((Thermostat)sender!).Room);
    }
};

thermostat.Measure(20);
thermostat.Measure(30);
thermostat.Read -= print;
thermostat.Measure(40);

var bus = new Bus();
var received = new List<string>();
using (bus.Subscribe<string>(received.Add))
{
    bus.Subscribe<int>(number => received.Add("#" + number));
    bus.Publish("hello");
    bus.Publish(5);
}

bus.Publish("nobody listens");
Console.WriteLine(string.Join(",", received));
Console.WriteLine(thermostat.Subscribers);

internal sealed class ReadingEventArgs(int degrees) : EventArgs
{
    public int Degrees { get; } = degrees;
}

internal sealed class Thermostat
{
    private EventHandler<ReadingEventArgs>? _read;

    public event EventHandler<ReadingEventArgs> Read
    {
        add
        {
            Subscribers++;
            _read += value;
        }

        remove
        {
            Subscribers--;
            _read -= value;
        }
    }

    public string Room { get; } = "kitchen";

    public int Subscribers { get; private set; }

    public void Measure(int degrees) => _read?.Invoke(this, new ReadingEventArgs(degrees));
}

internal sealed class Bus
{
    private readonly Dictionary<Type, List<Delegate>> _handlers = [];

    public IDisposable Subscribe<T>(Action<T> handler)
    {
        var list = _handlers.TryGetValue(typeof(T), out var known) ? known : _handlers[typeof(T)] = [];
        list.Add(handler);
        return new Subscription(() => list.Remove(handler));
    }

    public void Publish<T>(T message)
    {
        foreach (var handler in _handlers.GetValueOrDefault(typeof(T)) ?? [])
        {
            ((Action<T>)handler)(message);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
