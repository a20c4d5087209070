// N-34: a boxed structure that holds itself, and leaves its hash code to the runtime
// expect: stack
using System;
interface IHolder { void Hold(object value); }
struct Box : IHolder { private object _held; public void Hold(object value) => _held = value; }
static class Program
{
    static void Main()
    {
        IHolder box = new Box();
        box.Hold(box);
        Console.WriteLine(box.GetHashCode());
    }
}
