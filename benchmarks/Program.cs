using System.Globalization;
using BenchmarkDotNet.Running;
using RExecIL.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["verify-throughput", .. var tables]:
        return ThroughputReport.Print(tables, Console.Out);
    case ["policy"]:
        return PolicyReport.Print(Console.Out);
    case [PolicyReport.Argument]:
        return PolicyReport.PrintLoad(Console.Out);
    case ["stop"]:
        return StopReport.Print(Console.Out);
    case ["files"]:
        return FileReport.Print(Console.Out);
    case ["guards"]:
        return GuardReport.Print(Console.Out);
    case [ColdStart.Argument, var threads]:
        return ColdStart.Run(int.Parse(threads, CultureInfo.InvariantCulture), Console.Out);
    case [PeakMemory.Argument, var image]:
        return PeakMemory.Run(image, Console.Out);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(LibrarySet).Assembly).Run(args, InProcessConfig.Make());
        return 0;
}
