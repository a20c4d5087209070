// A collection expression for a span becomes an inline array and Unsafe.As.
using System;

Span<int> numbers = [Console.Out is null ? 1 : 2, 3];
Console.WriteLine(numbers[0] + numbers[1]);
