// Memory over an array and over a string.
using System;

Memory<char> memory = "hello".ToCharArray();
memory.Span[0] = 'J';
Console.WriteLine(memory.ToString());
