// Dates, times and spans: arithmetic, comparison, parsing and formatting without the clock.
using System;
using System.Globalization;

var culture = CultureInfo.InvariantCulture;
var start = new DateTime(2024, 2, 28, 22, 30, 0, DateTimeKind.Utc);
var later = start.AddDays(1).AddHours(2.5);
Console.WriteLine(later.ToString("yyyy-MM-dd HH:mm:ss", culture) + " " + later.DayOfWeek + " " + later.DayOfYear);
Console.WriteLine((later - start).ToString("c", culture) + " " + (later - start).TotalMinutes + " " + (later > start));
Console.WriteLine(start.ToString("O", culture) + " " + start.ToString("R", culture));
Console.WriteLine(DateTime.IsLeapYear(2024) + " " + DateTime.DaysInMonth(2023, 2) + " " + start.AddMonths(12).ToString("d", culture));

var parsed = DateTime.ParseExact("31.12.1999 23:59", "dd.MM.yyyy HH:mm", culture);
Console.WriteLine(parsed.AddMinutes(1).ToString("s", culture));
Console.WriteLine(DateTime.TryParseExact("2024-13-01", "yyyy-MM-dd", culture, DateTimeStyles.None, out _));

var date = DateOnly.Parse("2024-03-15", culture);
Console.WriteLine(date.AddDays(20).ToString("o", culture) + " " + (new DateOnly(2024, 12, 24).DayNumber - date.DayNumber));
var time = new TimeOnly(23, 15).Add(TimeSpan.FromMinutes(90), out var days);
Console.WriteLine(time.ToString("HH:mm", culture) + " " + days);

var offset = new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.FromHours(2));
Console.WriteLine(offset.ToUniversalTime().ToString("u", culture) + " " + offset.ToUnixTimeSeconds());
Console.WriteLine(TimeSpan.FromSeconds(3661).ToString(@"h\:mm\:ss", culture) + " " + TimeSpan.Parse("1.02:03:04", culture).TotalHours.ToString("F2", culture));
Console.WriteLine(TimeSpan.FromMinutes(10) / 4 + " " + TimeSpan.FromHours(1).Negate() + " " + (TimeSpan.Zero < TimeSpan.FromTicks(1)));
