using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

// Reads all sales in data, writes a report beside them, and keeps the one before.
internal static class Program
{
    private sealed record Sale(DateOnly Day, string Region, string Product, int Count, decimal Price)
    {
        public decimal Total => Count * Price;

        public static Sale Parse(string line)
        {
            var fields = Fields(line);
            return new Sale(
                DateOnly.ParseExact(fields[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                fields[1],
                fields[2],
                int.Parse(fields[3], CultureInfo.InvariantCulture),
                decimal.Parse(fields[4], CultureInfo.InvariantCulture));
        }

        private static List<string> Fields(string line)
        {
            var fields = new List<string>();
            var field = "";
            var isQuoted = false;
            foreach (var character in line)
            {
                if (character == '"')
                {
                    isQuoted = !isQuoted;
                }
                else if (character == ',' && !isQuoted)
                {
                    fields.Add(field);
                    field = "";
                }
                else
                {
                    field += character;
                }
            }

            fields.Add(field);
            return fields;
        }
    }

    public static int Main(string[] args)
    {
        var sales = Directory.EnumerateFiles(args[0], "*.csv")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(Sale.Parse))
            .ToList();
        var target = Directory.CreateDirectory(Path.Combine(args[1], "report"));
        foreach (var region in sales.GroupBy(sale => sale.Region).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(target.FullName, region.Key + ".csv");
            if (File.Exists(path))
            {
                File.Move(path, path + ".old", overwrite: true);
            }

            using (var writer = new StreamWriter(path))
            {
                writer.WriteLine("product,count,total");
                foreach (var product in region.GroupBy(sale => sale.Product).OrderByDescending(group => group.Sum(sale => sale.Total)))
                {
                    writer.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{product.Key}\",{product.Sum(sale => sale.Count)},{product.Sum(sale => sale.Total):0.00}"));
                }
            }

            Console.WriteLine($"{region.Key}: {new FileInfo(path).Length} bytes");
        }

        foreach (var file in target.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Console.WriteLine($"{file.Name} {file.Length}");
        }

        return sales.Count;
    }
}
