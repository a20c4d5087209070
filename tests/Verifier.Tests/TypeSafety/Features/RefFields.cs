namespace RefFields;

public ref struct Cell<T>
{
    public ref T Value;

    public Cell(ref T value) => Value = ref value;

    public readonly T Get() => Value;

    public void Set(T value) => Value = value;

    public void Point(Cell<T> other) => Value = ref other.Value;
}

public readonly ref struct View<T>
{
    private readonly ref readonly T _value;

    public View(in T value) => _value = ref value;

    public ref readonly T Value => ref _value;

    public T Copy() => _value;
}

public ref struct Mixed
{
    public ref int Writable;
    public ref readonly int ReadOnly;
    public readonly ref int Fixed;
    public Span<int> Span;

    public Mixed(ref int writable, in int readOnly, ref int fixedTarget, Span<int> span)
    {
        Writable = ref writable;
        ReadOnly = ref readOnly;
        Fixed = ref fixedTarget;
        Span = span;
    }

    public void Move()
    {
        Writable = ReadOnly;
        Writable = ref Fixed;
        ReadOnly = ref Writable;
        ReadOnly = ref Span[0];
        Fixed++;
    }
}

public static class Uses
{
    public static int OverLocal()
    {
        var number = 3;
        var cell = new Cell<int>(ref number);
        cell.Set(4);
        cell.Value++;
        var other = 8;
        var second = new Cell<int>(ref other);
        second.Value = ref cell.Value;
        second.Value += 2;
        var view = new View<int>(in number);
        return number + cell.Get() + view.Value + view.Copy();
    }

    public static Cell<T> OverElement<T>(T[] values, int index) => new(ref values[index]);

    public static Cell<T> OverParameter<T>(ref T value) => new(ref value);

    public static ref T Unwrap<T>(Cell<T> cell) => ref cell.Value;

    public static ref readonly T Unwrap<T>(View<T> view) => ref view.Value;

    public static ref int Through(int[] values)
    {
        var cell = OverElement(values, 1);
        return ref Unwrap(cell);
    }

    public static int Mix(int[] values)
    {
        var mixed = new Mixed(ref values[0], in values[1], ref values[2], values);
        mixed.Move();
        mixed.Writable = ref values[3];
        mixed.Span = mixed.Span[1..];
        return mixed.Writable + mixed.ReadOnly + mixed.Fixed + mixed.Span.Length;
    }

    public static void Swap<T>(Cell<T> left, Cell<T> right) => (left.Value, right.Value) = (right.Value, left.Value);

    public static int Initializer(ref int number)
    {
        var cell = new Cell<int> { Value = ref number };
        cell.Value = 7;
        return cell.Get();
    }
}

public ref struct List2
{
    private ref int _first;
    private ref int _second;

    public static List2 Of([UnscopedRef] ref int first, [UnscopedRef] ref int second)
    {
        List2 list = default;
        list._first = ref first;
        list._second = ref second;
        return list;
    }

    public readonly ref int this[int index] => ref index == 0 ? ref _first : ref _second;
}
