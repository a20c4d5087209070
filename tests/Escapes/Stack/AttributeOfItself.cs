// N-34: attributes that hold each other, and leave equality to the framework, which compares by reflection
// expect: stack
using System;
class Mark : Attribute { public object Held; }
static class Program
{
    static void Main()
    {
        var one = new Mark();
        var other = new Mark { Held = one };
        one.Held = other;
        Console.WriteLine(one.Equals(other));
    }
}
