namespace Grids;

public readonly struct Grid<T>(int width, int height)
{
    private readonly T[] _cells = new T[width * height];

    public int Width => width;

    public ref T this[int x, int y] => ref _cells[(y * width) + x];

    public Span<T> Row(int y) => _cells.AsSpan(y * width, width);

    public ReadOnlySpan<T> Cells => _cells;

    public ColumnView Column(int x) => new(_cells.AsSpan(x), width);

    public readonly ref struct ColumnView(Span<T> cells, int stride)
    {
        private readonly Span<T> _cells = cells;

        public ref T this[int y] => ref _cells[y * stride];

        public int Length => (_cells.Length + stride - 1) / stride;
    }
}

public static class Life
{
    public static Grid<bool> Step(Grid<bool> grid, int height)
    {
        var next = new Grid<bool>(grid.Width, height);
        for (var y = 0; y < height; y++)
        {
            var row = next.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (Neighbours(grid, x, y, height), grid[x, y]) switch
                {
                    (2, true) or (3, _) => true,
                    _ => false,
                };
            }
        }

        next.Column(0)[1] |= grid.Column(1)[0];
        return next;
    }

    private static int Neighbours(Grid<bool> grid, int x, int y, int height)
    {
        var count = 0;
        foreach (var (dx, dy) in (ReadOnlySpan<(int, int)>)[(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)])
        {
            var (left, top) = (x + dx, y + dy);
            if (left >= 0 && top >= 0 && left < grid.Width && top < height && grid[left, top])
            {
                count++;
            }
        }

        return count;
    }

    public static double[,] Multiply(double[,] left, double[,] right)
    {
        var (rows, inner, columns) = (left.GetLength(0), left.GetLength(1), right.GetLength(1));
        var result = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                ref var cell = ref result[row, column];
                for (var index = 0; index < inner; index++)
                {
                    cell += left[row, index] * right[index, column];
                }
            }
        }

        return result;
    }

    public static int[,,] Cube(int size)
    {
        var cube = new int[size, size, size];
        cube[0, 0, 0]++;
        Fill(ref cube[0, 1, 0]);
        return cube;
    }

    private static void Fill(ref int cell) => cell = 7;

    public static string[,] Texts(string text)
    {
        var texts = new[,] { { text, "b" }, { "c", text + "d" } };
        texts[0, 1] += texts[1, 0];
        object[,] objects = texts;
        return objects is string[,] again ? again : texts;
    }
}
