namespace Enums;

[Flags]
public enum Access : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    All = Read | Write,
}

public enum Long : long
{
    Big = 1L << 40,
}

public enum Unsigned : ulong
{
    Max = ulong.MaxValue,
}

public enum Signed : sbyte
{
    Low = -1,
}

public enum Plain
{
    First,
    Second,
}

public class Host<T>
{
    public enum Inner
    {
        A,
        B,
    }

    public Inner Value { get; set; } = Inner.B;
}

public static class Uses
{
    public static bool Flags(Access access) => (access & Access.Read) != 0 && access.HasFlag(Access.Write);

    public static Access Combine(Access access)
    {
        access |= Access.Write;
        access &= ~Access.Read;
        access ^= Access.All;
        return access;
    }

    public static int Underlying(Long big, Unsigned unsigned, Signed signed, Plain plain) =>
        (int)((long)big >> 40) + (int)((ulong)unsigned & 1) + (sbyte)signed + (int)plain + (int)(plain + 1) + (Plain.Second - plain);

    public static string Text(Plain plain) => plain.ToString() + Enum.GetName(plain) + plain.GetHashCode();

    public static T Parse<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) ? value : default;

    public static bool Equal<T>(T left, T right)
        where T : Enum => left.Equals(right) && left.CompareTo(right) == 0 && left.HasFlag(right);

    public static int Count<T>()
        where T : struct, Enum => Enum.GetValues<T>().Length;

    public static object Box(Access access) => access;

    public static Access Unbox(object value) => (Access)value;

    public static Plain Array(Plain[] values, int index)
    {
        values[index]++;
        ref var slot = ref values[0];
        slot = (Plain)index;
        return values[index];
    }

    public static int Loop()
    {
        var sum = 0;
        for (var plain = Plain.First; plain <= Plain.Second; plain++)
        {
            sum += (int)plain;
        }

        return sum;
    }

    public static Host<string>.Inner OfGeneric(Host<string> host) => host.Value == Host<string>.Inner.A ? Host<string>.Inner.B : host.Value;

    public static Dictionary<Plain, Access> Map() => new() { [Plain.First] = Access.All };
}
