namespace ArrayInitializers;

public enum Level : short
{
    Low = 1,
    High = 500,
}

public static class Arrays
{
    private static readonly int[] Numbers = [1, 2, 3, 4, 5, 6];
    private static readonly string[] Words = ["one", "two"];
    private static readonly int[,] Grid = { { 1, 2, 3 }, { 4, 5, 6 } };
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    private static readonly Level[] Levels = [Level.Low, Level.High, Level.Low];

    public static int[][] Jagged() => [[1], [2, 3], []];

    public static long[,,] Cube() => new long[2, 2, 2] { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } };

    public static object[] Objects(int number) => [number, "text", 1.5, null!, new object()];

    public static (int, string)[] Tuples() => [(1, "a"), (2, "b")];

    public static decimal[] Amounts() => [1.5m, 2m];

    public static char[] Letters() => ['a', 'b', 'c', 'd', 'e'];

    public static int SumGrid()
    {
        var sum = 0;
        foreach (var value in Grid)
        {
            sum += value;
        }

        for (var row = 0; row < Grid.GetLength(0); row++)
        {
            for (var column = 0; column <= Grid.GetUpperBound(1); column++)
            {
                Grid[row, column]++;
                ref var cell = ref Grid[row, column];
                cell += Numbers[row];
            }
        }

        return sum;
    }

    public static T[,] Make<T>(int rows, int columns, T value)
    {
        var grid = new T[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                grid[row, column] = value;
            }
        }

        return grid;
    }

    public static string[,] Strings() => new string[,] { { "a", "b" }, { "c", Words[0] } };

    public static int Index(int index) => Bytes[index] + (int)Levels[index] + Numbers[^index] + Numbers[1..3].Length;

    public static int Longs(long index, uint other, nint native) => Numbers[index] + Numbers[other] + Numbers[native];

    public static void Compound(int[] values, double[] reals, string[] texts, short[] shorts)
    {
        values[0]++;
        values[1] <<= 2;
        reals[0] *= 1.5;
        texts[0] += "x";
        shorts[0] |= 4;
        (values[0], values[1]) = (values[1], values[0]);
    }

    public static List<int[]> Nested() => [[1, 2], [3]];

    public static Array Untyped() => Array.CreateInstance(typeof(int), 3);

    public static int[] Clone(int[] values) => (int[])values.Clone();
}
