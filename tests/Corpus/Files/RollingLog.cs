using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

// A log that starts a new file when the one before is full, and keeps three.
internal sealed class RollingLog : IDisposable
{
    private const long MaxLength = 400;
    private const int MaxFiles = 3;

    private readonly string _folder;
    private StreamWriter _writer;

    public RollingLog(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        _writer = Open();
    }

    private string Current => Path.Combine(_folder, "app.log");

    public void Write(string level, string message)
    {
        _writer.WriteLine($"{level,-5} {message}");
        _writer.Flush();
        if (_writer.BaseStream.Length > MaxLength)
        {
            Roll();
        }
    }

    public void Dispose() => _writer.Dispose();

    private StreamWriter Open() => new(new FileStream(Current, FileMode.Append, FileAccess.Write, FileShare.Read));

    private void Roll()
    {
        _writer.Dispose();
        for (var number = MaxFiles; number > 0; number--)
        {
            var from = number == 1 ? Current : Path.Combine(_folder, $"app.{number - 1}.log");
            if (File.Exists(from))
            {
                File.Move(from, Path.Combine(_folder, $"app.{number}.log"), overwrite: true);
            }
        }

        _writer = Open();
    }
}

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var folder = Path.Combine(args[1], "logs");
        using (var log = new RollingLog(folder))
        {
            for (var i = 0; i < 100; i++)
            {
                log.Write(i % 10 == 0 ? "WARN" : "INFO", string.Create(CultureInfo.InvariantCulture, $"step {i} took {i * 1.5:0.0} ms"));
            }
        }

        var warnings = 0;
        foreach (var file in Directory.GetFiles(folder, "app*.log").Order(StringComparer.Ordinal))
        {
            var lines = await File.ReadAllLinesAsync(file);
            warnings += lines.Count(line => line.StartsWith("WARN", StringComparison.Ordinal));
            Console.WriteLine($"{Path.GetFileName(file)}: {lines.Length} lines, first '{lines.FirstOrDefault()}'");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "summary.txt"), $"{warnings} warnings{Environment.NewLine}");
        return warnings;
    }
}
