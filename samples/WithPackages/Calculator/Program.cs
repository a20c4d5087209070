using System.Globalization;
using Calculator;
using Sprache;

// A calculator: one expression a line on standard input, or each argument.
var lines = args.Length > 0 ? args : ReadLines();
var failures = 0;
foreach (var line in lines)
{
    try
    {
        var expression = Grammar.Line.Parse(line);
        Console.WriteLine($"{expression} = {expression.Value.ToString(CultureInfo.InvariantCulture)}");
    }
    catch (ParseException mistake)
    {
        failures++;
        Console.WriteLine($"{line}: {mistake.Message}");
    }
    catch (DivideByZeroException mistake)
    {
        failures++;
        Console.WriteLine($"{line}: {mistake.Message}");
    }
}

return failures;

static IEnumerable<string> ReadLines()
{
    while (Console.ReadLine() is { } line)
    {
        yield return line;
    }
}

namespace Calculator
{
    /// <summary>An expression that can be shown and computed.</summary>
    internal abstract record Expression
    {
        internal abstract decimal Value { get; }
    }

    internal sealed record Number(decimal Literal) : Expression
    {
        internal override decimal Value => Literal;

        public override string ToString() => Literal.ToString(CultureInfo.InvariantCulture);
    }

    internal sealed record Negation(Expression Operand) : Expression
    {
        internal override decimal Value => -Operand.Value;

        public override string ToString() => $"-{Operand}";
    }

    internal sealed record Operation(char Sign, Expression Left, Expression Right) : Expression
    {
        internal override decimal Value => Sign switch
        {
            '+' => Left.Value + Right.Value,
            '-' => Left.Value - Right.Value,
            '*' => Left.Value * Right.Value,
            '/' => Left.Value / Right.Value,
            _ => throw new InvalidOperationException($"There is no operator {Sign}."),
        };

        internal static Expression Make(char sign, Expression left, Expression right) =>
            new Operation(sign, left, right);

        public override string ToString() => $"({Left} {Sign} {Right})";
    }

    internal static class Grammar
    {
        private static readonly Parser<Expression> Literal =
            from text in Parse.DecimalInvariant.Token()
            select (Expression)new Number(decimal.Parse(text, CultureInfo.InvariantCulture));

        private static readonly Parser<Expression> Factor =
            Parse.Ref(() => Sum!).Contained(Parse.Char('(').Token(), Parse.Char(')').Token())
                .Or(Parse.Char('-').Token().Then(_ => Factor!).Select(operand => (Expression)new Negation(operand)))
                .Or(Literal)
                .Named("a number or an expression in parentheses");

        private static readonly Parser<Expression> Product =
            Parse.ChainOperator(Parse.Chars('*', '/').Token(), Factor, Operation.Make);

        private static readonly Parser<Expression> Sum =
            Parse.ChainOperator(Parse.Chars('+', '-').Token(), Product, Operation.Make);

        internal static readonly Parser<Expression> Line = Sum.End();
    }
}
