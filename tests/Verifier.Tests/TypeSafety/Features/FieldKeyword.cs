namespace FieldKeyword;

public class Model
{
    public string Name
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = "";

    public int Count
    {
        get => field * 2;
        set
        {
            if (value != field)
            {
                field = value;
                Changed?.Invoke();
            }
        }
    }

    public event Action? Changed;

    public List<int> Lazy => field ??= [];

    public static int Shared
    {
        get => field++;
        set;
    }

    public int Init
    {
        get;
        init => field = value + 1;
    }
}

public struct Value
{
    public int Number
    {
        readonly get => field;
        set => field = Math.Max(0, value);
    }

    public static int Use()
    {
        var value = new Value { Number = -1 };
        value.Number = 4;
        var model = new Model { Name = "a", Init = 3 };
        model.Changed += () => model.Name += "b";
        model.Count = 3;
        model.Lazy.Add(1);
        return value.Number + model.Count + Model.Shared + model.Init;
    }
}

public class Generic<T>
    where T : class
{
    public T? Value
    {
        get => field;
        set => field = value ?? field;
    }
}
