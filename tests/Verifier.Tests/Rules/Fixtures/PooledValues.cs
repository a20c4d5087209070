using System.Globalization;
using System.Runtime.CompilerServices;

public static class PooledValues
{
    public static string Interpolated(int a, string b) => $"{a}:{b}:{a}:{b}:{a}";
    public static string WithCulture(int a) => string.Create(CultureInfo.InvariantCulture, $"{a}, {a} and {a}");
    public static string ByReference(int a) { var h = new DefaultInterpolatedStringHandler(0, 1); Append(ref h, a); return h.ToStringAndClear(); }
    private static void Append(ref DefaultInterpolatedStringHandler h, int a) => h.AppendFormatted(a);
    public static string Copy_RX3006(int a) { var h = new DefaultInterpolatedStringHandler(0, 1); var g = h; h.AppendFormatted(a); return h.ToStringAndClear() + g.ToStringAndClear(); }
    public static string Through_RX3006(ref DefaultInterpolatedStringHandler h) { var g = h; return g.ToStringAndClear(); }
    public static void Parameter_RX3006(DefaultInterpolatedStringHandler h) => h.AppendLiteral("x");
    public ref struct Holder { public DefaultInterpolatedStringHandler Field_RX3006; }
}
