// U-48: the framework loops over a leaf method of another assembly of the guest
// expect: time
// assembly: Leaf
public static class Leaf { public static bool No(int _) => false; }
// assembly: Attack
using System.Linq;
static class Program
{
    static void Main() { while (true) { _ = Enumerable.Range(0, int.MaxValue).FirstOrDefault(Leaf.No); } }
}
