namespace Hello;

// A guest needs no reference to RExecIL: it is an ordinary program.
internal sealed record Greeting(string Name, int Letters)
{
    public override string ToString() => $"Hello, {Name}! Your name has {Letters} letters.";
}

internal static class Program
{
    private static int Main(string[] args)
    {
        var greetings = args.DefaultIfEmpty("world").Select(name => new Greeting(name, name.Count(char.IsLetter))).ToList();
        foreach (var greeting in greetings)
        {
            Console.WriteLine(greeting);
        }

        return greetings.Count - 1;
    }
}
