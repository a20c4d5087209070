using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;

public sealed class Failure(string message) : Exception(message);
public sealed class Words : IEnumerable<string>
{
    public IEnumerator<string> GetEnumerator() => throw new NotSupportedException();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
public sealed class Scope : IDisposable { public void Dispose() { } }
public sealed class Order : IComparer<int> { public int Compare(int x, int y) => x - y; }
public sealed class Bytes : MemoryStream;
public class Base { public virtual void M() { } }
public class Derived : Base { public override void M() => base.M(); }
public record Point(int X, int Y);
public record struct Pair(int X, int Y);
public class File_RX2005(string path) : FileStream(path, FileMode.Open);
public class Finalized_RX2008 { ~Finalized_RX2008() { } }
