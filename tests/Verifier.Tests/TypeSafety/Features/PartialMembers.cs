namespace PartialMembers;

public partial class Model
{
    public partial string Name { get; set; }

    public partial int this[int index] { get; }

    public partial Model(int value);

    public partial event Action Changed;

    partial void OnChanged();

    public partial T Convert<T>(object value)
        where T : class;
}

public partial class Model
{
    private string _name = "";
    private readonly int _value;
    private Action? _changed;

    public partial string Name
    {
        get => _name;
        set
        {
            _name = value;
            OnChanged();
        }
    }

    public partial int this[int index] => index + _value;

    public partial Model(int value) => _value = value;

    public partial event Action Changed
    {
        add => _changed += value;
        remove => _changed -= value;
    }

    partial void OnChanged() => _changed?.Invoke();

    public partial T Convert<T>(object value)
        where T : class => (T)value;
}

public partial struct Point
{
    public int X;
}

public partial struct Point
{
    public int Y;

    public static int Use()
    {
        var model = new Model(2);
        model.Changed += () => { };
        model.Name = model.Convert<string>("a");
        return model[1] + new Point { X = 1, Y = 2 }.Y;
    }
}
