// A simulation over two-dimensional arrays, printed frame by frame.
using System;
using System.Text;

var world = new bool[8, 8];
foreach (var (row, column) in new[] { (0, 1), (1, 2), (2, 0), (2, 1), (2, 2) })
{
    world[row, column] = true;
}

for (var generation = 0; generation < 12; generation++)
{
    if (generation % 4 == 0)
    {
        Print(world, generation);
    }

    world = Next(world);
}

static bool[,] Next(bool[,] world)
{
    var (rows, columns) = (world.GetLength(0), world.GetLength(1));
    var next = new bool[rows, columns];
    for (var row = 0; row < rows; row++)
    {
        for (var column = 0; column < columns; column++)
        {
            var neighbours = 0;
            for (var y = -1; y <= 1; y++)
            {
                for (var x = -1; x <= 1; x++)
                {
                    neighbours += (y != 0 || x != 0) && world[(row + y + rows) % rows, (column + x + columns) % columns] ? 1 : 0;
                }
            }

            next[row, column] = neighbours == 3 || (neighbours == 2 && world[row, column]);
        }
    }

    return next;
}

static void Print(bool[,] world, int generation)
{
    var text = new StringBuilder($"generation {generation}\n");
    for (var row = 0; row < world.GetLength(0); row++)
    {
        for (var column = 0; column < world.GetLength(1); column++)
        {
            text.Append(world[row, column] ? '#' : '.');
        }

        text.Append('\n');
    }

    Console.Write(text);
}
