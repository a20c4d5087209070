// N-17: nested structs whose size is two to the power of sixty
// expect: refused RX3005
struct A<T> { public T X, Y, Z, W; }
static class Program
{
    static int Main()
    {
        A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<long>>>>>>>>>>>>>>>>>>>> local = default;
        return (int)local.X.Y.Z.W.X.Y.Z.W.X.Y.Z.W.X.Y.Z.W.X.Y.Z.W;
    }
}
