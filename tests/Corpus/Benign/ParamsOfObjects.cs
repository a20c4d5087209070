// A params span of values that are not constant: the compiler makes an inline array.
using System;

Console.WriteLine(Count("a", DateTime.UnixEpoch.Year.ToString(), "c"));

static int Count(params ReadOnlySpan<string> values) => values.Length;
