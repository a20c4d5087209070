// A params span of values that are not constant becomes an inline array and Unsafe.As.
using System;

Console.WriteLine(Count("a", DateTime.UnixEpoch.Year.ToString(), "c"));

static int Count(params ReadOnlySpan<string> values) => values.Length;
