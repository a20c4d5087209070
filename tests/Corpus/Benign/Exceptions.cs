// try, catch, filters, finally, rethrow, nesting, own exception types, exceptions through iterators and lambdas.
using System;
using System.Collections.Generic;

Console.WriteLine(Try(() => int.Parse("12")));
Console.WriteLine(Try(() => int.Parse("twelve")));
Console.WriteLine(Try(() => checked(int.MaxValue + Zero() + 1)));
Console.WriteLine(Try(() => 1 / Zero()));
Console.WriteLine(Try(() => (new int[2])[Zero() + 2]));
Console.WriteLine(Try(() => ((string)(object)"x").Length + ((string?)null)!.Length));
Console.WriteLine(Try(() => (int)(object)"not an int"));
Console.WriteLine(Try(() => new Dictionary<string, int>()["missing"]));
Console.WriteLine(Try(() => throw new ShopException("sold out", 42)));

Console.WriteLine(Order());

try
{
    try
    {
        throw new InvalidOperationException("inner");
    }
    catch (InvalidOperationException inner)
    {
        throw new ShopException("outer", 1, inner);
    }
    finally
    {
        Console.WriteLine("finally runs");
    }
}
catch (ShopException outer) when (outer.InnerException is InvalidOperationException { Message: "inner" })
{
    Console.WriteLine($"{outer.Message} because {outer.InnerException.Message}");
}

foreach (var step in Steps())
{
    Console.WriteLine(step);
}

static int Zero() => 0;

static string Try(Func<int> action)
{
    try
    {
        return action().ToString();
    }
    catch (ShopException shop) when (shop.Code > 40)
    {
        return $"shop {shop.Code}: {shop.Message}";
    }
    catch (FormatException)
    {
        return "format";
    }
    catch (ArithmeticException fault)
    {
        return fault.GetType().Name;
    }
    catch (Exception fault)
    {
        return "other " + fault.GetType().Name;
    }
}

static string Order()
{
    var log = "";
    for (var i = 0; i < 3; i++)
    {
        try
        {
            log += "t" + i;
            if (i == 1)
            {
                continue;
            }

            if (i == 2)
            {
                return log + "r";
            }
        }
        finally
        {
            log += "f";
        }
    }

    return log;
}

static IEnumerable<string> Steps()
{
    var attempts = 0;
    while (true)
    {
        string result;
        try
        {
            attempts++;
            result = attempts < 3 ? throw new TimeoutException() : "done";
        }
        catch (TimeoutException)
        {
            result = "retry";
        }

        yield return result;
        if (result == "done")
        {
            yield break;
        }
    }
}

internal sealed class ShopException(string message, int code, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; } = code;
}
