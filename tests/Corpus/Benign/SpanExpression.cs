// A collection expression for a span: the compiler makes an inline array.
using System;

Span<int> numbers = [Console.Out is null ? 1 : 2, 3];
Console.WriteLine(numbers[0] + numbers[1]);
