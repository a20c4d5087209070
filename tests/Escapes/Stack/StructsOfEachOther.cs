// N-34: boxed structures that hold each other in pairs of the framework's, compared by a dictionary
// expect: stack
using System;
using System.Collections.Generic;
interface IHolder<T> { void Hold(T value); }
struct Box<T> : IHolder<T> { public int Number; private KeyValuePair<int, T> _held; public void Hold(T value) => _held = new(1, value); }
static class Program
{
    static void Main()
    {
        IHolder<object> first = new Box<object>(), second = new Box<object>();
        first.Hold(second);
        second.Hold(first);
        Console.WriteLine(new List<object> { first }.Contains(second));
    }
}
