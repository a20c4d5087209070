using System;
using System.IO;

// Works in the temporary folder and moves the result to the folder of the second argument.
internal static class Program
{
    public static int Main(string[] args)
    {
        var temp = Path.GetTempPath();
        var name = Path.GetTempFileName();
        Console.WriteLine(name.StartsWith(temp, StringComparison.Ordinal) ? "within" : "elsewhere");
        Console.WriteLine(Path.EndsInDirectorySeparator(temp) + " " + File.Exists(name) + " " + new FileInfo(name).Length);
        File.WriteAllText(name, "draft");
        var folder = Directory.CreateTempSubdirectory("work-");
        Console.WriteLine(folder.Name.StartsWith("work-", StringComparison.Ordinal) + " " + folder.Exists);
        var copy = Path.Combine(folder.FullName, "copy");
        File.Copy(name, copy);
        File.AppendAllText(copy, ", and more");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "a", "b"));
        Console.WriteLine(string.Join(',', Directory.GetDirectories(folder.FullName).Length, Directory.GetFiles(folder.FullName).Length));
        File.Move(name, copy + "2");
        Console.WriteLine(File.Exists(name) + " " + File.ReadAllText(copy + "2"));
        if (args.Length > 1)
        {
            File.Move(copy, Path.Combine(args[1], "result.txt"), overwrite: true);
            Console.WriteLine(File.Exists(copy));
        }

        if (args.Length > 2)
        {
            File.WriteAllText(Path.Combine(args[2], "left"), "left");
        }

        Console.WriteLine(Path.GetRandomFileName().Length);
        if (args.Length == 0)
        {
            folder.Delete(recursive: true);
        }

        return 3;
    }
}
