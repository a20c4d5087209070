// N-34: a boxed structure that holds itself, and hides the runtime's equality behind methods of its own
// expect: stack
// output: True 1
using System;
interface IHolder { void Hold(object value); bool Equals(object other); int GetHashCode(); }
struct Box : IHolder
{
    private object _held;
    public void Hold(object value) => _held = value;
    public new bool Equals(object other) => true;
    public new int GetHashCode() => 1;
}
static class Program
{
    static void Main()
    {
        IHolder box = new Box();
        box.Hold(box);
        Console.WriteLine($"{box.Equals(null)} {box.GetHashCode()}");
        Console.WriteLine(((object)box).GetHashCode());
    }
}
