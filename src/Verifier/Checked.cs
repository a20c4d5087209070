using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier;

/// <summary>The result of a stage: either its value, or the diagnostics that say why there is none.</summary>
/// <remarks>
/// A stage reports all it finds; the next one runs only on a value. Immutable, safe to share between threads.
/// </remarks>
/// <typeparam name="T">The type that proves the stage was passed.</typeparam>
public sealed class Checked<T> where T : class
{
    private readonly T? _value;

    private Checked(T? value, ImmutableArray<Diagnostic> diagnostics) => (_value, Diagnostics) = (value, diagnostics);

    /// <summary>Whether the stage was passed.</summary>
    public bool IsAccepted => _value is not null;

    /// <summary>Why the stage was not passed, ordered by token then offset; empty when it was.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The proof that the stage was passed.</summary>
    /// <exception cref="InvalidOperationException">The stage was not passed.</exception>
    public T Value => _value ?? throw new InvalidOperationException(
        "The stage was refused; read Diagnostics. First: " + Diagnostics[0].Message);

    /// <summary>A passed stage.</summary>
    internal static Checked<T> Accept(T value) => new(value, []);

    /// <summary>A refused stage; without a single diagnostic there is no refusal.</summary>
    internal static Checked<T> Refuse(IEnumerable<Diagnostic> diagnostics)
    {
        var ordered = diagnostics.Order(Diagnostic.ByPlace).ToImmutableArray();
        return ordered.IsEmpty
            ? throw new ArgumentException("A refusal needs a diagnostic.", nameof(diagnostics))
            : new Checked<T>(null, ordered);
    }

    /// <summary>A refused stage with one reason.</summary>
    internal static Checked<T> Refuse(Diagnostic diagnostic) => Refuse([diagnostic]);

    /// <summary>Accepts <paramref name="value"/> unless there are diagnostics.</summary>
    internal static Checked<T> Of(T value, IReadOnlyCollection<Diagnostic> diagnostics) =>
        diagnostics.Count == 0 ? Accept(value) : Refuse(diagnostics);

    /// <summary>Runs the next stage on the value, or passes the refusal on.</summary>
    public Checked<TNext> Then<TNext>(Func<T, Checked<TNext>> next) where TNext : class =>
        _value is null ? Checked<TNext>.Refuse(Diagnostics) : next(_value);
}

/// <summary>Makes results of stages outside this assembly. The value is the proof, and only its own stage makes that.</summary>
public static class Checked
{
    /// <summary>A passed stage.</summary>
    public static Checked<T> Accept<T>(T value) where T : class => Checked<T>.Accept(value);

    /// <summary>A refused stage with one reason.</summary>
    public static Checked<T> Refuse<T>(Diagnostic diagnostic) where T : class => Checked<T>.Refuse(diagnostic);
}
