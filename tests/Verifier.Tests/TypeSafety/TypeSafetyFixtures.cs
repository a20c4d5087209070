using System.Globalization;
using System.Reflection;
using RExecIL.Testing;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety;

/// <summary>
/// Each file in Fixtures holds code that would break the runtime's type safety beside code that does not: see
/// <see cref="NamedExpectations"/>. What the policy says of it does not count here.
/// </summary>
[TestClass]
public sealed class TypeSafetyFixtures
{
    private static readonly Policy Policy = Policy.Preset("script", TestVerifier.Catalog);

    public static IEnumerable<object[]> Files => NamedExpectations.Files(Folder);

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "TypeSafety", "Fixtures");

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Every_name_reports_what_it_ends_in(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));

        NamedExpectations.Check(file, text, Findings(NamedExpectations.Build(file, text)));
    }

    /// <summary>The runtime as a one-way oracle: what is accepted here is IL that it takes.</summary>
    [TestMethod]
    public void What_is_accepted_compiles()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Files.Select(row => (string)row[0]))
        {
            var image = NamedExpectations.Build(file, File.ReadAllText(Path.Combine(Folder, file)));
            if (Read(image).IsAccepted)
            {
                File.WriteAllBytes(folder[Path.GetFileNameWithoutExtension(file) + ".dll"], image.Bytes.ToArray());
            }
        }

        var assemblies = Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);
        var preparation = typeof(TypeSafetyFixtures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "MethodPreparation").Value!;
        var result = ChildProcess.Run(
            ChildProcess.Dotnet,
            ["exec", preparation, folder.Path, .. assemblies, "--except", NamedExpectations.Pattern],
            timeout: TimeSpan.FromMinutes(2));

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.IsGreaterThan(50, int.Parse(result.Error.Split(' ')[0], CultureInfo.InvariantCulture), "nearly nothing was compiled");
        // Generic code is tried with an object and a number, whatever its parameters ask for; BeginInvoke is nobody's code.
        var refused = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("violates the constraint", StringComparison.Ordinal)
                && !line.Contains("PlatformNotSupportedException", StringComparison.Ordinal));
        Assert.AreEqual("", string.Join('\n', refused));
    }

    /// <summary>What the stage finds in an image, or why the image did not get there.</summary>
    internal static List<Diagnostic> Findings(GuestImage image)
    {
        var read = Read(image);
        if (!read.IsAccepted)
        {
            return [.. read.Diagnostics];
        }

        var context = new RuleContext(read.Value, new AssemblyClosure(TestVerifier.Catalog, [read.Value]), Policy, ImageOrigin.Guest);
        var faults = read.Value.Contents.Image.BodyFaults;
        return [.. faults, .. TypeSafeModule.Check(context, []).Where(found => !faults.Any(fault => fault.Location.Token == found.Location.Token))];
    }

    private static Checked<GuestModule> Read(GuestImage image) =>
        ScreenedImage.Open(image, Limits.Default).Then(screened => ModuleReader.Read(screened, TestVerifier.Catalog));
}
