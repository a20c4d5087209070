namespace Exceptions;

public class Failure(string message, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; init; }
}

public static class Handling
{
    public static int Filters(Func<int> function, bool enabled)
    {
        try
        {
            return function();
        }
        catch (Failure failure) when (failure.Code == 3)
        {
            return 3;
        }
        catch (Failure failure) when (enabled && failure is { InnerException: ArgumentException { ParamName: var name } } && name?.Length > 0)
        {
            return name.Length;
        }
        catch (Exception exception) when (Log(exception))
        {
            throw;
        }
        catch (OverflowException)
        {
            return -1;
        }
        catch when (enabled)
        {
            return -2;
        }
    }

    public static int Nested(int[] values)
    {
        var count = 0;
        try
        {
            try
            {
                count += values[0];
            }
            finally
            {
                count++;
                try
                {
                    count /= values[1];
                }
                catch (DivideByZeroException)
                {
                    count = 0;
                }
            }
        }
        catch (IndexOutOfRangeException exception)
        {
            try
            {
                throw new Failure("outer", exception) { Code = 4 };
            }
            catch (Failure failure)
            {
                count = failure.Code;
            }
        }
        finally
        {
            count *= 2;
        }

        return count;
    }

    public static int Loops(IEnumerable<string> texts)
    {
        var sum = 0;
        foreach (var text in texts)
        {
            try
            {
                if (text.Length == 0)
                {
                    continue;
                }

                if (text == "end")
                {
                    break;
                }

                sum += int.Parse(text);
            }
            catch (FormatException)
            {
                goto outside;
            }
            finally
            {
                sum++;
            }
        }

        return sum;
    outside:
        return -sum;
    }

    public static void Rethrow(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            if (exception is Failure)
            {
                throw;
            }

            throw new Failure("wrapped", exception);
        }
    }

    public static string Expression(string? text, int number) =>
        number > 3 ? text ?? throw new ArgumentNullException(nameof(text)) : throw new InvalidOperationException();

    public static void Guards(object value, int count)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
    }

    public static T Generic<T, TException>(Func<T> function, T fallback)
        where TException : Exception
    {
        try
        {
            return function();
        }
        catch (TException exception) when (exception.Message is not null)
        {
            return fallback;
        }
    }

    public static ref int RefOutOfTry(int[] values)
    {
        ref var slot = ref values[0];
        try
        {
            slot = ref values[1];
        }
        catch (IndexOutOfRangeException)
        {
            slot = ref values[0];
        }

        return ref slot;
    }

    public static Span<int> SpanOutOfTry(int[] values)
    {
        Span<int> span;
        try
        {
            span = values.AsSpan(1);
        }
        catch (ArgumentException)
        {
            span = values;
        }
        finally
        {
            values[0]++;
        }

        return span;
    }

    public static int Using(Func<IDisposable?> open)
    {
        using var first = open();
        using (var second = open())
        using (open())
        {
            if (second is null)
            {
                return 1;
            }
        }

        return 2;
    }

    private static bool Log(Exception exception) => exception.Message.Length < 0;
}
