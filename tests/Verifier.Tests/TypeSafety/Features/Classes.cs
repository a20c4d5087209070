namespace Classes;

public abstract class Animal
{
    private protected int _age;
    protected internal string Kind = "animal";

    protected Animal(int age)
    {
        _age = age;
        Created++;
        Born();
    }

    public static int Created { get; protected set; }

    protected virtual void Born() => Kind += "!";

    public abstract string Sound { get; }

    public virtual int this[string key]
    {
        get => key.Length + _age;
        protected set => _age = value;
    }

    ~Animal() => Created--;
}

public class Dog : Animal
{
    private readonly string _name;

    public Dog(string name, int age = 3)
        : base(age * 2)
    {
        _name = name;
        this["x"] = 4;
        _age++;
    }

    public Dog()
        : this("dog")
    {
    }

    public override string Sound => _name + Kind;

    protected sealed override void Born()
    {
        base.Born();
        Kind += "?";
    }

    public override int this[string key]
    {
        get => base[key] + 1;
        protected set => base[key] = value;
    }

    public new virtual string ToString() => base.ToString() + MemberwiseClone().GetType().Name;

    protected class Collar(Dog dog)
    {
        public string Text => dog._name + dog._age;
    }

    public string Collared() => new Collar(this).Text;
}

public sealed class Puppy : Dog, ICloneable, IDisposable
{
    private int _disposed;

    public override string ToString() => "puppy " + new Collar(this).Text + this._disposed;

    object ICloneable.Clone() => new Puppy();

    public void Dispose()
    {
        _disposed++;
        GC.SuppressFinalize(this);
    }

    public static explicit operator int(Puppy puppy) => puppy._disposed;

    public static implicit operator string(Puppy puppy) => puppy.Sound;

    public static Puppy operator +(Puppy left, Dog right) => right as Puppy ?? left;

    public static bool operator !(Puppy puppy) => puppy is null;
}

public static class Extras
{
    public static int Casts(object value)
    {
        var dog = (Animal)value as Dog;
        if (value is Puppy and not null)
        {
            return (int)(Puppy)value;
        }

        string text = new Puppy() + dog!;
        return !new Puppy() ? 1 : text.Length + dog!["a"] + Animal.Created;
    }

    public static int Optional(int first, string second = "x", double third = 1.5, DayOfWeek day = DayOfWeek.Friday, CancellationToken token = default) =>
        first + second.Length + (int)third + (int)day + (token.IsCancellationRequested ? 1 : 0);

    public static int Named() => Optional(third: 3, first: 1) + Optional(1, token: default, second: "y");

    public static void Outs(out int first, out string second, ref int third, in int fourth)
    {
        first = third + fourth;
        second = first.ToString();
        third = first;
    }

    public static int UseOuts()
    {
        var third = 3;
        Outs(out var first, out _, ref third, 5);
        Outs(out third, out string second, ref first, third);
        return first + third + second.Length;
    }
}
