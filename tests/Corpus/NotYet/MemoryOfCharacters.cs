// Memory<T>.Span trusts whoever implements MemoryManager<T>.
using System;

Memory<char> memory = "hello".ToCharArray();
memory.Span[0] = 'J';
Console.WriteLine(memory.ToString());
