#!/usr/bin/env -S dotnet run
#:project ../src/Loader/RExecIL.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
// Prints the table of docs/real-packages.md: what `rexec-il verify` says of the tests' packages, and in what time.
//
//     dotnet build src/Cli -c Release && dotnet build tests/RealPackages
//     dotnet run -c Release eng/MeasurePackages.cs
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using RExecIL;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

const int Runs = 5;
var tool = Path.GetFullPath("src/Cli/bin/Release/net10.0/rexec-il.dll");
var folder = Path.GetFullPath("tests/RealPackages/bin/Debug/net10.0");
string[] popular =
[
    "Newtonsoft.Json", "Humanizer.Core", "YamlDotNet", "NodaTime", "CsvHelper", "Markdig", "MathNet.Numerics",
    "FluentValidation", "Jint", "Acornima", "Scriban.Signed",
];

var versions = XDocument.Load("Directory.Packages.props").Descendants("ItemGroup")
    .Where(group => (string?)group.Attribute("Label") == "Real packages").Elements()
    .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
var hooks = new DirectoryHooks(folder);
var policy = Policy.Preset("script", InstalledRuntime.Catalog);
var verifier = new AssemblyVerifier(policy, InstalledRuntime.Catalog);

Console.WriteLine("| package | version | KB | verdict | findings by rule | cold, ms | warm, ms |");
Console.WriteLine("|---|---|---:|---|---|---:|---:|");
foreach (var (package, version) in versions.OrderByDescending(package => popular.Contains(package.Key))
    .ThenBy(package => package.Key, StringComparer.OrdinalIgnoreCase))
{
    var name = package == "Humanizer.Core" ? "Humanizer" : package;
    var image = hooks.FindModule(name) ?? throw new FileNotFoundException(name);
    var verdicts = verifier.Verify(image, hooks.FindModule);
    var findings = verdicts[0].Diagnostics;
    var rules = findings.CountBy(found => found.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal)
        .Select(rule => $"{rule.Key} {rule.Value}");
    var cold = Median(() => Run(tool, image.Name));
    var warm = Median(() => verifier.Verify(image, hooks.FindModule));
    var verdict = verdicts[0].IsAccepted ? "**accepted**" : "refused";
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {package} | {version} | {image.Bytes.Length / 1024} | {verdict} | {string.Join(", ", rules)}")
        + string.Create(CultureInfo.InvariantCulture, $" | {cold:F0} | {warm:F0} |"));
}

static double Median(Action action)
{
    var times = new double[Runs];
    for (var run = 0; run < Runs; run++)
    {
        var watch = Stopwatch.StartNew();
        action();
        times[run] = watch.Elapsed.TotalMilliseconds;
    }

    Array.Sort(times);
    return times[Runs / 2];
}

static void Run(string tool, string image)
{
    var start = new ProcessStartInfo("dotnet")
    {
        ArgumentList = { "exec", tool, "verify", image },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    using var process = Process.Start(start)!;
    process.ErrorDataReceived += static (_, _) => { };
    process.BeginErrorReadLine();
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
}
