// Reads standard input line by line, echoes arguments, writes to both streams, and ends with a code of its own.
using System;
using System.Collections.Generic;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.WriteLine("arguments: " + string.Join("|", arguments));
        var rooms = new Dictionary<string, Dictionary<string, string>>
        {
            ["hall"] = new() { ["north"] = "library", ["east"] = "kitchen" },
            ["library"] = new() { ["south"] = "hall" },
            ["kitchen"] = new() { ["west"] = "hall" },
        };
        var (room, moves) = ("hall", 0);
        while (Console.ReadLine() is { } command)
        {
            if (rooms[room].TryGetValue(command.Trim().ToLowerInvariant(), out var next))
            {
                room = next;
                moves++;
                Console.WriteLine("You are in the " + room + ".");
            }
            else
            {
                Console.Error.WriteLine("You cannot go '" + command + "'.");
            }
        }

        Console.Write("moves: ");
        Console.Write(moves);
        Console.WriteLine();
        return moves;
    }
}
