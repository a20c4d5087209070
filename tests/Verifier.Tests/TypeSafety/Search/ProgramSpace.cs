namespace RExecIL.Verifier.Tests.TypeSafety.Search;

/// <summary>The programs over the alphabet of a world that the verifier accepts.</summary>
/// <remarks>
/// Straight programs are enumerated without a gap: what is refused stays refused with more behind it, so that only accepted
/// beginnings are gone on with. Programs with branches, loops and handlers are composed at random of accepted pieces.
/// </remarks>
internal sealed class ProgramSpace(World world)
{
    private static readonly string[] Abandon = ["ldnull", "throw"];

    /// <summary>Accepted beginnings that leave the stack empty, by their number of items: short ones, of which there are few, are wanted as often.</summary>
    private readonly List<List<string[]>> _statements = [[[]]];

    /// <summary>Accepted beginnings that leave one value.</summary>
    private readonly List<string[]> _expressions = [];

    /// <summary>Those that a template may return where it begins.</summary>
    private readonly List<string[]>[] _results = [.. world.Templates.Select(_ => new List<string[]>())];

    /// <summary>Items that take what stands before them.</summary>
    private readonly List<string[]> _uses = [];

    /// <summary>How many programs the verifier was asked about.</summary>
    internal int Tried { get; private set; }

    internal int Refused { get; private set; }

    internal List<(int Template, string[] Lines)> Accepted { get; } = [];

    /// <summary>Enumerates all straight programs of up to a number of items.</summary>
    /// <param name="length">The number of items, the final <c>ret</c> not counted.</param>
    /// <param name="pooled">Up to which length beginnings are kept as pieces of composed programs.</param>
    internal void Enumerate(int length, int pooled)
    {
        List<string[]> beginnings = [[]];
        for (var count = 0; count <= length; count++)
        {
            foreach (var beginning in beginnings)
            {
                for (var template = 0; template < world.Templates.Length; template++)
                {
                    Try(template, [.. beginning, "ret"]);
                }
            }

            if (count == length)
            {
                break;
            }

            var longer = new List<string[]>();
            foreach (var beginning in beginnings)
            {
                foreach (var item in world.Items)
                {
                    string[] next = [.. beginning, .. item];
                    Tried++;
                    if (!world.Accepts(0, [.. next, .. Abandon]))
                    {
                        Refused++;
                        continue;
                    }

                    longer.Add(next);
                    if (count < pooled)
                    {
                        Pool(next, item, count + 1);
                    }
                }
            }

            beginnings = longer;
        }
    }

    /// <summary>Composes programs with branches, loops and protected blocks.</summary>
    internal void Sample(Random random, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var template = random.Next(world.Templates.Length);
            var lines = new List<string>();
            var labels = 0;
            Compose(random, lines, ref labels, depth: 2);
            if (_results[template].Count > 0)
            {
                Value(random, lines, ref labels, random.Next(5) == 0 ? _expressions : _results[template]);
            }

            lines.Add("ret");
            Try(template, [.. lines]);
        }
    }

    private void Try(int template, string[] program)
    {
        Tried++;
        if (world.Accepts(template, program))
        {
            Accepted.Add((template, program));
        }
        else
        {
            Refused++;
        }
    }

    private void Pool(string[] beginning, string[] last, int count)
    {
        var depth = 0;
        while (depth < 4 && world.Accepts(0, [.. beginning, .. Enumerable.Repeat("pop", depth + 1), .. Abandon]))
        {
            depth++;
        }

        if (depth == 0)
        {
            while (_statements.Count <= count)
            {
                _statements.Add([]);
            }

            _statements[count].Add(beginning);
        }
        else if (depth == 1)
        {
            _expressions.Add(beginning);
            for (var template = 0; template < world.Templates.Length; template++)
            {
                if (world.Accepts(template, [.. beginning, "ret"]))
                {
                    _results[template].Add(beginning);
                }
            }
        }

        if (beginning.Length > last.Length)
        {
            _uses.Add(last);
        }
    }

    private string[] Statement(Random random)
    {
        var pool = _statements[random.Next(_statements.Count)];
        return pool.Count == 0 ? [] : pool[random.Next(pool.Count)];
    }

    private void Compose(Random random, List<string> lines, ref int labels, int depth)
    {
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var (first, second) = ($"A{labels}", $"B{labels}");
            labels++;
            switch (depth == 0 ? 0 : random.Next(9))
            {
                case 1:
                    lines.AddRange(["call Toss", $"brtrue {first}"]);
                    Compose(random, lines, ref labels, depth - 1);
                    lines.AddRange([$"br {second}", $"{first}:"]);
                    Compose(random, lines, ref labels, depth - 1);
                    lines.Add($"{second}:");
                    break;
                case 2:
                    lines.Add($"{first}:");
                    Compose(random, lines, ref labels, depth - 1);
                    lines.AddRange(["call Toss", $"brtrue {first}"]);
                    break;
                case 3:
                    lines.AddRange(["call Toss", $"brtrue {first}"]);
                    Compose(random, lines, ref labels, depth - 1);
                    lines.Add($"{first}:");
                    break;
                case 4:
                    lines.Add(".try {");
                    Compose(random, lines, ref labels, depth - 1);
                    lines.Add("call MayThrow");
                    lines.AddRange(Statement(random));
                    lines.AddRange([$"leave {first}", "} catch AnyException {", "pop"]);
                    Compose(random, lines, ref labels, depth - 1);
                    lines.AddRange([$"leave {first}", "}", $"{first}:"]);
                    break;
                case 5:
                    lines.Add(".try {");
                    Compose(random, lines, ref labels, depth - 1);
                    lines.Add("call MayThrow");
                    lines.AddRange(Statement(random));
                    lines.AddRange([$"leave {first}", "} finally {"]);
                    lines.AddRange(Statement(random));
                    lines.AddRange(["endfinally", "}", $"{first}:"]);
                    break;
                case 6:
                    lines.AddRange([".try {", ".try {"]);
                    lines.AddRange(Statement(random));
                    lines.Add("call MayThrow");
                    lines.AddRange([$"leave {first}", "} finally {"]);
                    lines.AddRange(Statement(random));
                    lines.AddRange(["endfinally", "}", $"{first}:"]);
                    lines.AddRange([$"leave {second}", "} filter {", "pop"]);
                    lines.AddRange(Statement(random));
                    lines.AddRange(["call Toss", "endfilter", "} handler {", "pop"]);
                    lines.AddRange(Statement(random));
                    lines.AddRange([$"leave {second}", "}", $"{second}:"]);
                    break;
                case 7 when _expressions.Count > 0:
                    Value(random, lines, ref labels, _expressions);
                    if (_uses.Count > 0)
                    {
                        lines.AddRange(_uses[random.Next(_uses.Count)]);
                    }

                    break;
                default:
                    lines.AddRange(Statement(random));
                    break;
            }
        }
    }

    /// <summary>One value, or one of two.</summary>
    private static void Value(Random random, List<string> lines, ref int labels, List<string[]> pool)
    {
        var (first, second) = ($"A{labels}", $"B{labels}");
        labels++;
        if (random.Next(3) != 0)
        {
            lines.AddRange(pool[random.Next(pool.Count)]);
            return;
        }

        lines.AddRange(["call Toss", $"brtrue {first}"]);
        lines.AddRange(pool[random.Next(pool.Count)]);
        lines.AddRange([$"br {second}", $"{first}:"]);
        lines.AddRange(pool[random.Next(pool.Count)]);
        lines.Add($"{second}:");
    }
}
