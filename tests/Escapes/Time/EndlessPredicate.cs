// U-48: the framework loops over a predicate of the guest that calls and loops nowhere
// expect: time
using System.Linq;
static class Program
{
    static void Main() { while (true) { _ = Enumerable.Range(0, int.MaxValue).FirstOrDefault(i => false); } }
}
