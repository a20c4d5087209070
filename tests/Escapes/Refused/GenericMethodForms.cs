// S-06 ... S-24, U-05: a forbidden generic method, in each form, by each way to name it
// expect: refused RX2001
// in: DirectByFull ReturnedByFull ArgumentByFull NaturalByFull LaterByFull LambdaByFull LocalByFull GenericByFull PassedByFull
// in: DirectByStatic ReturnedByStatic ArgumentByStatic NaturalByStatic LaterByStatic LambdaByStatic LocalByStatic GenericByStatic PassedByStatic
// in: DirectByAlias ReturnedByAlias ArgumentByAlias NaturalByAlias LaterByAlias LambdaByAlias LocalByAlias GenericByAlias PassedByAlias
// in: DirectByNamespace ReturnedByNamespace ArgumentByNamespace NaturalByNamespace LaterByNamespace LambdaByNamespace LocalByNamespace GenericByNamespace PassedByNamespace
using System.Runtime.CompilerServices;
using U = System.Runtime.CompilerServices.Unsafe;
using static System.Runtime.CompilerServices.Unsafe;
public delegate ref int Cast(ref float v);
public class P
{
    static ref int DirectByFull(ref float v) => ref System.Runtime.CompilerServices.Unsafe.As<float, int>(ref v);
    static Cast ReturnedByFull() => System.Runtime.CompilerServices.Unsafe.As<float, int>;
    static bool ArgumentByFull(object o) => o.Equals((Cast)System.Runtime.CompilerServices.Unsafe.As<float, int>);
    static int NaturalByFull(float v) { var f = System.Runtime.CompilerServices.Unsafe.As<float, int>; return f(ref v); }
    static int LaterByFull(float v) { Cast f; f = System.Runtime.CompilerServices.Unsafe.As<float, int>; return f(ref v); }
    static Cast LambdaByFull() => (ref float v) => ref System.Runtime.CompilerServices.Unsafe.As<float, int>(ref v);
    static int LocalByFull(float v) { return G<int>(); T G<T>() { return System.Runtime.CompilerServices.Unsafe.As<float, T>(ref v); } }
    static ref T GenericByFull<T>(ref float v) => ref System.Runtime.CompilerServices.Unsafe.As<float, T>(ref v);
    static int PassedByFull(float v) { return Take(System.Runtime.CompilerServices.Unsafe.As<float, int>); int Take(Cast f) => f(ref v); }
    class FieldByFull { public Cast Held = System.Runtime.CompilerServices.Unsafe.As<float, int>; }
    static ref int DirectByStatic(ref float v) => ref As<float, int>(ref v);
    static Cast ReturnedByStatic() => As<float, int>;
    static bool ArgumentByStatic(object o) => o.Equals((Cast)As<float, int>);
    static int NaturalByStatic(float v) { var f = As<float, int>; return f(ref v); }
    static int LaterByStatic(float v) { Cast f; f = As<float, int>; return f(ref v); }
    static Cast LambdaByStatic() => (ref float v) => ref As<float, int>(ref v);
    static int LocalByStatic(float v) { return G<int>(); T G<T>() { return As<float, T>(ref v); } }
    static ref T GenericByStatic<T>(ref float v) => ref As<float, T>(ref v);
    static int PassedByStatic(float v) { return Take(As<float, int>); int Take(Cast f) => f(ref v); }
    class FieldByStatic { public Cast Held = As<float, int>; }
    static ref int DirectByAlias(ref float v) => ref U.As<float, int>(ref v);
    static Cast ReturnedByAlias() => U.As<float, int>;
    static bool ArgumentByAlias(object o) => o.Equals((Cast)U.As<float, int>);
    static int NaturalByAlias(float v) { var f = U.As<float, int>; return f(ref v); }
    static int LaterByAlias(float v) { Cast f; f = U.As<float, int>; return f(ref v); }
    static Cast LambdaByAlias() => (ref float v) => ref U.As<float, int>(ref v);
    static int LocalByAlias(float v) { return G<int>(); T G<T>() { return U.As<float, T>(ref v); } }
    static ref T GenericByAlias<T>(ref float v) => ref U.As<float, T>(ref v);
    static int PassedByAlias(float v) { return Take(U.As<float, int>); int Take(Cast f) => f(ref v); }
    class FieldByAlias { public Cast Held = U.As<float, int>; }
    static ref int DirectByNamespace(ref float v) => ref Unsafe.As<float, int>(ref v);
    static Cast ReturnedByNamespace() => Unsafe.As<float, int>;
    static bool ArgumentByNamespace(object o) => o.Equals((Cast)Unsafe.As<float, int>);
    static int NaturalByNamespace(float v) { var f = Unsafe.As<float, int>; return f(ref v); }
    static int LaterByNamespace(float v) { Cast f; f = Unsafe.As<float, int>; return f(ref v); }
    static Cast LambdaByNamespace() => (ref float v) => ref Unsafe.As<float, int>(ref v);
    static int LocalByNamespace(float v) { return G<int>(); T G<T>() { return Unsafe.As<float, T>(ref v); } }
    static ref T GenericByNamespace<T>(ref float v) => ref Unsafe.As<float, T>(ref v);
    static int PassedByNamespace(float v) { return Take(Unsafe.As<float, int>); int Take(Cast f) => f(ref v); }
    class FieldByNamespace { public Cast Held = Unsafe.As<float, int>; }
}
