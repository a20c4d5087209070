using System.IO.MemoryMappedFiles;
using System.Reflection;
using System.Runtime.CompilerServices;

// ProgramRunner IMAGE JOURNAL FIRST LIMIT: runs the programs of an image (methods P0, P1 … of its class Programs, or the
// constructors of its classes P0, P1 …) one after the other, from the given one on, by the image's own driver. What is
// wrong goes to standard output, "number<TAB>text", up to the limit; the number of the program that is running is in the journal, so that
// whoever finds this process dead knows which one it was.
var image = Assembly.LoadFrom(Path.GetFullPath(args[0]));
var first = int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture);
var left = int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture);
using var file = MemoryMappedFile.CreateFromFile(args[1], FileMode.Create, null, sizeof(int));
using var journal = file.CreateViewAccessor();

// The driver tells stack from heap by distance, and so must know the size of the stack.
var thread = new Thread(Run, 16 << 20);
thread.Start();
thread.Join();

void Run()
{
    const BindingFlags All = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
    var drive = image.GetType("Driver", throwOnError: true)!.GetMethod("Run", All)!.CreateDelegate<Func<MethodBase, string?>>();
    var programs = image.GetTypes()
        .Where(type => type.Name.StartsWith('P') && type.Name.Length > 1 && (type.Name == "Programs" || char.IsAsciiDigit(type.Name[1])))
        .SelectMany(type => type.Name == "Programs"
            ? type.GetMethods(All).Select(method => (Number: int.Parse(method.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), Method: (MethodBase)method))
            : type.GetConstructors(All).Take(1).Select(method => (Number: int.Parse(type.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), Method: (MethodBase)method)))
        .Where(program => program.Number >= first)
        .OrderBy(program => program.Number)
        .ToList();
    foreach (var (number, method) in programs)
    {
        if (left == 0)
        {
            return;
        }

        journal.Write(0, number);
        try
        {
            if (!method.IsGenericMethodDefinition)
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle); // Generic ones are compiled as the driver calls them.
            }

            if (drive(method) is { } fault)
            {
                Tell(number, fault);
            }
        }
        catch (Exception exception)
        {
            Tell(number, $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
        }

        if (number % 16 == 0)
        {
            GC.Collect(0);
        }
    }
}

void Tell(int number, string what)
{
    Console.WriteLine($"{number}\t{what}");
    left--;
}
