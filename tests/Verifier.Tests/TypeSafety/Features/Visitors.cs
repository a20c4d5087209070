namespace Visitors;

public abstract class Expression
{
    public abstract T Accept<T>(IVisitor<T> visitor);

    public static Expression operator +(Expression left, Expression right) => new Binary(left, '+', right);

    public static Expression operator *(Expression left, Expression right) => new Binary(left, '*', right);

    public static implicit operator Expression(double value) => new Constant(value);
}

public sealed class Constant(double value) : Expression
{
    public double Value { get; } = value;

    public override T Accept<T>(IVisitor<T> visitor) => visitor.Visit(this);
}

public sealed class Binary(Expression left, char operation, Expression right) : Expression
{
    public Expression Left { get; } = left;

    public char Operation { get; } = operation;

    public Expression Right { get; } = right;

    public override T Accept<T>(IVisitor<T> visitor) => visitor.Visit(this);
}

public interface IVisitor<out T>
{
    T Visit(Constant constant);

    T Visit(Binary binary);
}

public sealed class Evaluator : IVisitor<double>
{
    public double Visit(Constant constant) => constant.Value;

    public double Visit(Binary binary) => binary switch
    {
        { Operation: '+' } => binary.Left.Accept(this) + binary.Right.Accept(this),
        { Operation: '*', Left: Constant { Value: 0 } } => 0,
        { Operation: '*' } => binary.Left.Accept(this) * binary.Right.Accept(this),
        _ => throw new NotSupportedException($"{binary.Operation}"),
    };
}

public sealed class Printer : IVisitor<string>
{
    public string Visit(Constant constant) => constant.Value.ToString();

    public string Visit(Binary binary) => $"({binary.Left.Accept(this)} {binary.Operation} {binary.Right.Accept(this)})";
}

public static class Uses
{
    public static string Run()
    {
        var expression = ((Expression)1.5 + 2) * 3;
        return expression.Accept(new Printer()) + expression.Accept<object>(new Printer()) + expression.Accept(new Evaluator());
    }
}
