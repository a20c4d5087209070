namespace FileTypes;

file interface IHidden
{
    int Get();
}

file class Hidden(int value) : IHidden
{
    public int Get() => value + Constants.Offset;
}

file static class Constants
{
    public const int Offset = 3;

    public static readonly Hidden Shared = new(1);

    public static int Twice(this int value) => value * 2;
}

file record struct Local(int Value);

file enum State
{
    On,
    Off,
}

file delegate int Compute(int value);

public static class Entry
{
    public static int Run()
    {
        IHidden hidden = new Hidden(4);
        Compute compute = Constants.Twice;
        var state = hidden.Get() > 3 ? State.On : State.Off;
        return compute(hidden.Get()) + new Local(3).Value + Constants.Shared.Get() + (int)state + new List<Hidden> { new(2) }[0].Get();
    }
}
