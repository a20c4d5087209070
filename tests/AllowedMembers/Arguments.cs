using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace RExecIL.AllowedMembers;

/// <summary>Makes arguments: numbers, texts, arrays, delegates, and objects that earlier calls have made.</summary>
internal sealed class Arguments
{
    /// <summary>How many sets of arguments there are for each member.</summary>
    internal const int Sets = 3;

    /// <summary>What texts contain, so that a path made of them is known.</summary>
    internal const string Mark = "rxmark";

    private const int MaxDepth = 3;

    private static readonly string[] Texts = [$"/tmp/{Mark}/../{Mark}.txt", $"1", $"{Mark} b,c"];

    private readonly Dictionary<Type, object> _made = [];
    private readonly ILookup<Type, MethodBase> _makers;

    /// <summary>Arguments of types that allowed members can make.</summary>
    internal Arguments(IEnumerable<MethodBase> makers) => _makers = makers
        .Where(maker => !maker.ContainsGenericParameters)
        .ToLookup(maker => maker is MethodInfo method ? method.ReturnType : maker.DeclaringType!);

    /// <summary>Keeps what a call has made for later ones.</summary>
    internal void Keep(object? value)
    {
        if (value is not null && !value.GetType().IsPrimitive && value is not (string or Array or IDisposable or Delegate))
        {
            _made.TryAdd(value.GetType(), value);
        }
    }

    /// <summary>A value of a type.</summary>
    /// <param name="type">No reference, pointer or ref struct.</param>
    /// <param name="set">Which of the <see cref="Sets"/>.</param>
    /// <param name="depth">How many makers of arguments are being called for it.</param>
    /// <param name="value">The value; null only for set 1, where it is what callers must expect.</param>
    internal bool TryMake(Type type, int set, out object? value, int depth = 0)
    {
        value = Simple(type, set, depth) ?? Made(type, depth);
        return value is not null || (set == 1 && !type.IsValueType && depth == 0);
    }

    private object? Simple(Type type, int set, int depth)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.Length == 0 ? Activator.CreateInstance(type) : values.GetValue(set == 0 ? 0 : values.Length - 1);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Simple(underlying, set, depth);
        }

        var number = set switch { 0 => 1, 1 => 0, _ => 3 };
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => set == 0,
            TypeCode.Char => set == 1 ? '\0' : 'b',
            TypeCode.String => set == 1 ? "" : Texts[set == 0 ? 0 : 2],
            TypeCode.DateTime => new DateTime(2020, 2, 29, 1, 2, 3, DateTimeKind.Utc),
            TypeCode.Decimal or TypeCode.Double or TypeCode.Single or (>= TypeCode.SByte and <= TypeCode.UInt64) =>
                Convert.ChangeType(number, type, CultureInfo.InvariantCulture),
            _ => Other(type, set, number, depth),
        };
    }

    private object? Other(Type type, int set, int number, int depth)
    {
        if (type == typeof(object))
        {
            return set == 0 ? Texts[0] : number;
        }

        if (type == typeof(nint) || type == typeof(nuint))
        {
            return type == typeof(nint) ? (nint)number : (nuint)number;
        }

        if (type.IsArray)
        {
            return Elements(type, set, depth);
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return Delegated(type.IsAbstract ? typeof(Action) : type);
        }

        if (type.IsValueType && type.GetProperty("AllBitsSet", type) is { } vector)
        {
            return vector.GetValue(null); // Zeros written beyond the end would change nothing.
        }

        object? shared = type.Name switch
        {
            nameof(IFormatProvider) or nameof(CultureInfo) => CultureInfo.GetCultureInfo("de-DE"),
            nameof(Encoding) => Encoding.UTF8,
            nameof(Type) => typeof(string),
            nameof(Stream) or nameof(MemoryStream) => new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8]),
            nameof(TextReader) => new StringReader(Texts[0]),
            nameof(TextWriter) => new StringWriter(CultureInfo.InvariantCulture),
            nameof(StringBuilder) => new StringBuilder(Texts[0]),
            nameof(IComparer) => Comparer.DefaultInvariant,
            nameof(IEqualityComparer) => StringComparer.Ordinal,
            nameof(IDictionary) => new Hashtable { [Texts[0]] = 1 },
            nameof(ICollection) or nameof(IList) or nameof(IEnumerable) => new ArrayList { 1, 2, 3 },
            nameof(Exception) => new InvalidOperationException(Texts[0]),
            _ => null,
        };
        if (shared is not null && type.IsInstanceOfType(shared))
        {
            return shared;
        }

        return type is { IsInterface: true, IsGenericType: true } ? Contract(type, set, depth) : null;
    }

    private Array? Elements(Type type, int set, int depth)
    {
        var element = type.GetElementType()!;
        if (type.GetArrayRank() != 1 || element.IsPointer || depth > MaxDepth)
        {
            return null;
        }

        var array = Array.CreateInstance(element, set == 1 ? 0 : 9);
        for (var index = 0; index < array.Length; index++)
        {
            if (TryMake(element, (index + set) % 2 == 0 ? 0 : 2, out var item, depth + 1) && item is not null)
            {
                array.SetValue(item, index);
            }
        }

        return array;
    }

    /// <summary>Something that implements an interface of collections or comparers.</summary>
    private object? Contract(Type type, int set, int depth)
    {
        var arguments = type.GetGenericArguments();
        Type? made = type.Name switch
        {
            "IComparer`1" => typeof(Comparer<>),
            "IEqualityComparer`1" => typeof(EqualityComparer<>),
            "IDictionary`2" or "IReadOnlyDictionary`2" => typeof(Dictionary<,>),
            "ISet`1" or "IReadOnlySet`1" => typeof(HashSet<>),
            _ => null,
        };
        if (made is not null)
        {
            var whole = made.MakeGenericType(arguments);
            return whole.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) ?? Activator.CreateInstance(whole);
        }

        return arguments.Length == 1 && Elements(arguments[0].MakeArrayType(), set, depth) is { } array && type.IsInstanceOfType(array) ? array : null;
    }

    private static Delegate? Delegated(Type type)
    {
        try
        {
            var invoke = type.GetMethod("Invoke")!;
            var parameters = invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType)).ToList();
            return Expression.Lambda(type, Expression.Default(invoke.ReturnType), parameters).Compile();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private object? Made(Type type, int depth)
    {
        if (_made.TryGetValue(type, out var known))
        {
            return known;
        }

        foreach (var (kept, value) in _made)
        {
            if (type.IsAssignableFrom(kept))
            {
                return value;
            }
        }

        if (depth < MaxDepth)
        {
            foreach (var maker in _makers[type].OrderBy(maker => maker.GetParameters().Length).Take(4))
            {
                if (Make(maker, depth + 1) is { } value)
                {
                    Keep(value);
                    return value;
                }
            }
        }

        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    private object? Make(MethodBase maker, int depth)
    {
        try
        {
            var inputs = Thunk.Inputs(maker);
            var values = new object?[inputs.Count];
            for (var index = 0; index < values.Length; index++)
            {
                if (!TryMake(inputs[index], 2, out values[index], depth))
                {
                    return null;
                }
            }

            return Thunk.Of(maker)(values);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
