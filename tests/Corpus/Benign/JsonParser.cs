// A recursive-descent parser and printer for JSON: a small real program.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

const string Source = """{"name":"Ada","tags":["x","y\n\u0041"],"age":36.5,"ok":true,"none":null,"deep":{"a":[1,[2,[3]]]}}""";
var document = new Parser(Source).Parse();
Console.WriteLine(Printer.Print(document));
var person = (Dictionary<string, object?>)document!;
Console.WriteLine(person["name"] + " " + ((List<object?>)person["tags"]!).Count + " " + ((double)person["age"]!).ToString(CultureInfo.InvariantCulture));

foreach (var broken in new[] { "{", "[1,]", "tru", "\"open", "1 2" })
{
    try
    {
        new Parser(broken).Parse();
        Console.WriteLine("accepted " + broken);
    }
    catch (FormatException fault)
    {
        Console.WriteLine($"{broken}: {fault.Message}");
    }
}

internal sealed class Parser(string text)
{
    private int _at;

    public object? Parse()
    {
        var value = Value();
        return _at == text.Length ? value : throw Fault("end");
    }

    private object? Value() => Peek() switch
    {
        '{' => Object(),
        '[' => List(),
        '"' => String(),
        't' => Word("true", true),
        'f' => Word("false", false),
        'n' => Word("null", null),
        _ => Number(),
    };

    private Dictionary<string, object?> Object()
    {
        var members = new Dictionary<string, object?>();
        Expect('{');
        while (Peek() != '}')
        {
            var name = String();
            Expect(':');
            members.Add(name, Value());
            if (Peek() == '}')
            {
                break;
            }

            Expect(',');
        }

        Expect('}');
        return members;
    }

    private List<object?> List()
    {
        var items = new List<object?>();
        Expect('[');
        do
        {
            items.Add(Value());
        }
        while (Peek() == ',' && _at++ >= 0);
        Expect(']');
        return items;
    }

    private string String()
    {
        Expect('"');
        var result = new StringBuilder();
        while (Peek() is var next && next != '"')
        {
            _at++;
            if (next == '\0')
            {
                throw Fault("a quote");
            }

            if (next != '\\')
            {
                result.Append(next);
                continue;
            }

            switch (text[_at++])
            {
                case 'n':
                    result.Append('\n');
                    break;
                case 'u':
                    result.Append((char)int.Parse(text.AsSpan(_at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    _at += 4;
                    break;
                case var other:
                    result.Append(other);
                    break;
            }
        }

        _at++;
        return result.ToString();
    }

    private double Number()
    {
        var start = _at;
        while (Peek() is (>= '0' and <= '9') or '.' or '-')
        {
            _at++;
        }

        return double.TryParse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault("a value");
    }

    private object? Word(string word, object? value)
    {
        if (!text.AsSpan(_at).StartsWith(word))
        {
            throw Fault(word);
        }

        _at += word.Length;
        return value;
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void Expect(char expected)
    {
        if (Peek() != expected)
        {
            throw Fault($"'{expected}'");
        }

        _at++;
    }

    private FormatException Fault(string expected) => new($"expected {expected} at {_at}");
}

internal static class Printer
{
    public static string Print(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        string text => "\"" + text.Replace("\n", "\\n") + "\"",
        List<object?> list => "[" + string.Join(",", list.Select(Print)) + "]",
        Dictionary<string, object?> members => "{" + string.Join(",", members.Select(member => $"\"{member.Key}\":{Print(member.Value)}")) + "}",
        _ => throw new ArgumentException("unknown"),
    };
}
