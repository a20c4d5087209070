namespace RefLocals;

public struct Cell
{
    public int Value;
    public Inner Nested;
}

public struct Inner
{
    public long Number;
    public string? Text;
}

public class Box
{
    public Cell Cell;
}

public static class Uses
{
    public static long Run(Cell[] cells, Box box, Span<Cell> span, ref Cell parameter)
    {
        var local = new Cell();
        ref var current = ref local;
        current.Value = 1;
        current = ref cells[0];
        current.Nested.Number++;
        current = ref box.Cell;
        current.Nested.Text = "x";
        current = ref span[0];
        ref var number = ref current.Nested.Number;
        number = 4;
        number = ref parameter.Nested.Number;
        number++;
        ref var text = ref cells[1].Nested.Text;
        text ??= "y";
        foreach (ref var cell in span)
        {
            cell = parameter;
            cell.Value++;
        }

        for (ref var cell = ref cells[0]; cell.Value < 3; cell = ref cells[cell.Value])
        {
            cell.Value++;
        }

        return number + local.Value;
    }

    public static void Conditional(bool first, int[] values, ref int other)
    {
        ref var target = ref first ? ref values[0] : ref other;
        target++;
        (first ? ref target : ref other) = 4;
        ref readonly var read = ref first ? ref values[1] : ref target;
        values[0] = read;
    }

    public static ref int Walk(Box[] boxes)
    {
        ref var best = ref boxes[0].Cell.Value;
        foreach (var box in boxes)
        {
            if (box.Cell.Value > best)
            {
                best = ref box.Cell.Value;
            }
        }

        return ref best;
    }

    public static int OfDictionary(Dictionary<string, int> counts, List<int> list)
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, "a", out var exists);
        count += exists ? 1 : 2;
        foreach (ref var value in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list))
        {
            value++;
        }

        return count;
    }

    public static void OfMultidimensional(int[,] grid, int[][] jagged)
    {
        ref var cell = ref grid[1, 2];
        cell++;
        ref var row = ref jagged[0];
        row = [1, 2];
        ref var slot = ref row[1];
        slot = cell;
        Increase(ref grid[0, 0], ref jagged[0][0], ref row[0]);
    }

    private static void Increase(ref int first, ref int second, ref int third)
    {
        first++;
        second = first;
        third = ref first < 3 ? ref second : ref first;
        third++;
    }

    public static ref T Generic<T>(T[] values, ref T fallback)
        where T : class
    {
        ref var slot = ref values.Length > 0 ? ref values[0] : ref fallback;
        slot = ref values[0];
        return ref slot;
    }

    public static void ReassignParameter(ref int value, int[] values)
    {
        value = ref values[0];
        value = 3;
    }
}
