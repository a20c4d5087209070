// N-27: a separator between groups of digits that is a million characters long
// expect: exit 0
// output: ArgumentOutOfRangeException ArgumentOutOfRangeException ArgumentOutOfRangeException 1x234 kept
using System;
using System.Globalization;
static class Program
{
    static string Try(Action action)
    {
        try { action(); return "done"; }
        catch (Exception exception) { return exception.GetType().Name; }
    }

    static void Main()
    {
        var numbers = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        var dates = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        var names = new string[13];
        Array.Fill(names, "kept");
        Action<string> set = value => numbers.NumberGroupSeparator = value;
        var results = $"{Try(() => set(new string('x', 1_000_000)))} {Try(() => dates.LongDatePattern = new string('d', 1_000_000))}";
        dates.MonthNames = names;
        dates.MonthGenitiveNames = names;
        Array.Fill(names, new string('x', 1_000_000));
        results += " " + Try(() => dates.AbbreviatedMonthNames = names);
        set("x");
        Console.WriteLine($"{results} {1234.ToString("N0", numbers)} {new DateTime(2000, 1, 1).ToString("MMMM", dates)}");
    }
}
