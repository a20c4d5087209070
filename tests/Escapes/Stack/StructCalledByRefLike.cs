// N-34: a boxed structure that holds itself, under marks of the guest's own that are called like those of the runtime
// expect: stack
using System;
class IsByRefLikeAttribute : Attribute { }
class InlineArrayAttribute : Attribute { }
interface IHolder { void Hold(object value); }
[IsByRefLike, InlineArray] struct Box : IHolder { private object _held; public void Hold(object value) => _held = value; }
static class Program
{
    static void Main()
    {
        IHolder box = new Box();
        box.Hold(box);
        Console.WriteLine(box.GetHashCode());
    }
}
