// an object may copy itself
// expect: exit 0
// output: 7
class Shape { public int Size; public Shape Copy() => (Shape)MemberwiseClone(); }
static class Program { static void Main() => System.Console.WriteLine($"{new Shape { Size = 7 }.Copy().Size}"); }
