using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>Images that are the same code over and over: twice the code should take twice the time.</summary>
internal static class RepeatedCode
{
    /// <summary>What a library has: generics, lambdas, iterators, async, spans, pattern matching, string building.</summary>
    private const string Source = """
        namespace Copy_N
        {
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Text;
            using System.Threading.Tasks;

            public readonly record struct Point(int X, int Y)
            {
                public static Point operator +(Point left, Point right) => new(left.X + right.X, left.Y + right.Y);
            }

            public abstract record Shape(string Name)
            {
                public abstract double Area { get; }
            }

            public sealed record Circle(string Name, double Radius) : Shape(Name)
            {
                public override double Area => Radius * Radius * 3.14159;
            }

            public sealed record Box(string Name, double Width, double Height) : Shape(Name)
            {
                public override double Area => Width * Height;
            }

            public interface IStore<TKey, TValue> where TKey : notnull
            {
                bool TryGet(TKey key, out TValue? value);

                void Put(TKey key, TValue value);
            }

            public class Store<TKey, TValue> : IStore<TKey, TValue> where TKey : notnull
            {
                private readonly Dictionary<TKey, TValue> _items = new();
                private readonly List<(TKey Key, TValue Value)> _log = new();

                public event Action<TKey>? Changed;

                public bool TryGet(TKey key, out TValue? value)
                {
                    if (_items.TryGetValue(key, out var found))
                    {
                        value = found;
                        return true;
                    }

                    value = default;
                    return false;
                }

                public void Put(TKey key, TValue value)
                {
                    _items[key] = value;
                    _log.Add((key, value));
                    Changed?.Invoke(key);
                }

                public IEnumerable<TValue> Where(Func<TValue, bool> filter)
                {
                    foreach (var (_, value) in _log)
                    {
                        if (filter(value))
                        {
                            yield return value;
                        }
                    }
                }
            }

            public static class Work
            {
                public static double Total(IEnumerable<Shape> shapes, string? prefix) => shapes
                    .Where(shape => prefix is null || shape.Name.StartsWith(prefix, StringComparison.Ordinal))
                    .OrderBy(shape => shape.Area)
                    .Select(shape => shape switch
                    {
                        Circle { Radius: > 10 } large => large.Area / 2,
                        Circle circle => circle.Area,
                        Box { Width: var width, Height: var height } when width > height => width,
                        var other => other.Area,
                    })
                    .Sum();

                public static int Parse(ReadOnlySpan<char> text)
                {
                    var (value, sign) = (0, 1);
                    for (var index = 0; index < text.Length; index++)
                    {
                        switch (text[index])
                        {
                            case '-' when index == 0:
                                sign = -1;
                                break;
                            case >= '0' and <= '9':
                                value = checked(value * 10 + (text[index] - '0'));
                                break;
                            case ' ' or '\t' or '_':
                                continue;
                            default:
                                throw new FormatException("no number: " + text.ToString());
                        }
                    }

                    return value * sign;
                }

                public static string Describe(Point[] points)
                {
                    var text = new StringBuilder();
                    var sum = default(Point);
                    foreach (ref readonly var point in points.AsSpan())
                    {
                        sum += point;
                        text.Append(point.X).Append(',').Append(point.Y).AppendLine();
                    }

                    return $"{text} total {sum.X} and {sum.Y}";
                }

                public static async Task<int> CountAsync(IEnumerable<Task<string>> lines, int limit)
                {
                    var count = 0;
                    try
                    {
                        foreach (var line in lines)
                        {
                            var text = await line;
                            if (text.Length > limit)
                            {
                                throw new InvalidOperationException(text);
                            }

                            count += text.Length;
                        }
                    }
                    catch (InvalidOperationException found) when (found.Message.Length < limit * 2)
                    {
                        count = -1;
                    }
                    finally
                    {
                        count++;
                    }

                    return count;
                }

                public static int[,] Multiply(int[,] left, int[,] right)
                {
                    var product = new int[left.GetLength(0), right.GetLength(1)];
                    for (var row = 0; row < left.GetLength(0); row++)
                    {
                        for (var column = 0; column < right.GetLength(1); column++)
                        {
                            for (var index = 0; index < right.GetLength(0); index++)
                            {
                                product[row, column] += left[row, index] * right[index, column];
                            }
                        }
                    }

                    return product;
                }

                public static T? Best<T>(IReadOnlyList<T> items, Comparison<T> compare) where T : class
                {
                    T? best = null;
                    foreach (var item in items)
                    {
                        best = best is null || compare(item, best) > 0 ? item : best;
                    }

                    return best;
                }
            }
        }
        """;

    /// <summary>How often the code is repeated in the images that are compared.</summary>
    internal static IReadOnlyList<int> Repetitions { get; } = [1, 4, 16, 64];

    /// <summary>An image of that many copies, each in a namespace of its own.</summary>
    internal static GuestImage Compile(int repetitions)
    {
        var text = new StringBuilder("#nullable enable\n");
        for (var copy = 0; copy < repetitions; copy++)
        {
            text.Append(Source.Replace("Copy_N", $"Copy{copy}", StringComparison.Ordinal)).Append('\n');
        }

        var compilation = CSharpCompilation.Create(
            "Repeated",
            [CSharpSyntaxTree.ParseText(text.ToString())],
            Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
                .Where(IsManaged)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        return emitted.Success
            ? new GuestImage("Repeated.dll", image.ToArray(), null)
            : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }

    private static bool IsManaged(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new PEReader(file);
        return reader.HasMetadata;
    }
}
