// Numbers as text, with the invariant culture: standard and custom formats, alignment, parsing.
using System;
using System.Globalization;
using System.Text;

var culture = CultureInfo.InvariantCulture;
Console.WriteLine(1234567.891.ToString("N2", culture) + " " + 0.1234.ToString("P1", culture) + " " + 255.ToString("X4", culture));
Console.WriteLine(12345.6789.ToString("E3", culture) + " " + 42.ToString("D6", culture) + " " + 1.5.ToString("F3", culture) + " " + 1e-7.ToString("R", culture));
Console.WriteLine((-5).ToString("+0;-0;zero", culture) + " " + 0.ToString("+0;-0;zero", culture) + " " + 1234.5.ToString("#,##0.00", culture));
Console.WriteLine(string.Format(culture, "{0,6:F1}|{1,-6}|{2:000}", 3.14159, "ab", 7));
Console.WriteLine(string.Create(culture, $"{1.5:0.000} {DayOfWeek.Monday} {true} {'c'} {1_000_000:N0}"));
Console.WriteLine(double.Parse("1,234.5", NumberStyles.Number, culture) + 0.5 == 1235 ? "parsed" : "wrong");
Console.WriteLine(int.TryParse("12x", NumberStyles.Integer, culture, out var none) + " " + none + " " + int.Parse("7f", NumberStyles.HexNumber, culture));
Console.WriteLine(Convert.ToString(10, 2) + " " + Convert.ToInt32("ff", 16) + " " + Convert.ToHexString([1, 171]) + " " + Convert.ToBase64String(Encoding.UTF8.GetBytes("hello")));
Console.WriteLine(double.NaN.ToString(culture) + " " + double.PositiveInfinity.ToString(culture) + " " + float.MaxValue.ToString(culture) + " " + double.Epsilon.ToString(culture));
Console.WriteLine(0.1 + 0.2 == 0.3 ? "equal" : (0.1 + 0.2).ToString(culture));
Console.WriteLine(long.MinValue.ToString(culture) + " " + ulong.MaxValue.ToString(culture) + " " + byte.MaxValue.ToString("b", culture));

var table = new StringBuilder();
foreach (var (name, price, count) in new[] { ("Tea", 2.5m, 10), ("Coffee", 3.75m, 4) })
{
    table.AppendFormat(culture, "{0,-10}{1,8:0.00}{2,5}", name, price, count).AppendLine();
}

Console.Write(table.ToString());
Console.WriteLine(Math.Round(2.5) + " " + Math.Round(2.5, MidpointRounding.AwayFromZero) + " " + Math.Sqrt(2).ToString("F6", culture) + " " + Math.Pow(2, 10) + " " + Math.Clamp(15, 0, 10));
