using System.Reflection;
using System.Runtime.InteropServices;
using RExecIL.Verifier;

namespace RExecIL.Testing;

/// <summary>Assembles IL text to guest images with the runtime's own assembler.</summary>
public static class IlFixture
{
    private static readonly Lazy<string> Assembler = new(MakeRunnable);

    /// <summary>Assembles one IL text.</summary>
    /// <param name="il">
    /// IL for ilasm. Without an <c>.assembly</c> directive of its own it is put behind one for <paramref name="name"/>
    /// and a reference to System.Runtime.
    /// </param>
    /// <param name="name">Simple name of the assembly.</param>
    /// <param name="exe">With an entry point, not a library.</param>
    /// <exception cref="AssertFailedException">The text does not assemble.</exception>
    /// <exception cref="AssertInconclusiveException">There is no assembler for this system.</exception>
    public static GuestImage Assemble(string il, string name = "Guest", bool exe = false)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Inconclusive(
                $"The IL assembler comes from a package for linux-x64; this is {RuntimeInformation.RuntimeIdentifier}.");
        }

        using var folder = new TemporaryFolder();
        var (source, image) = (folder["source.il"], folder["image.dll"]);
        File.WriteAllText(source, HasAssemblyDirective(il) ? il : Preamble(name) + il);
        var assembled = ChildProcess.Run(
            Assembler.Value, [exe ? "-exe" : "-dll", "-quiet", "-nologo", $"-output={image}", source]);
        return assembled.ExitCode == 0 && File.Exists(image)
            ? new GuestImage(name + ".dll", File.ReadAllBytes(image))
            : throw new AssertFailedException($"{name} does not assemble:\n{assembled}");
    }

    private static bool HasAssemblyDirective(string il) =>
        il.Split('\n').Any(line =>
            line.TrimStart().StartsWith(".assembly ", StringComparison.Ordinal)
            && !line.TrimStart().StartsWith(".assembly extern", StringComparison.Ordinal));

    private static string Preamble(string name) =>
        $$"""
        .assembly extern System.Runtime { .publickeytoken = (B0 3F 5F 7F 11 D5 0A 3A) .ver 10:0:0:0 }
        .assembly '{{name}}' { .ver 1:0:0:0 }
        .module '{{name}}.dll'

        """;

    // Packages carry no execute bit, so the tool runs from a copy that has one.
    private static string MakeRunnable()
    {
        var packaged = typeof(IlFixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ILAssembler").Value!;
        var folder = Directory.CreateTempSubdirectory("rexec-il-ilasm-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var runnable = Path.Combine(folder, "ilasm");
        File.Copy(packaged, runnable);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(runnable, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return runnable;
    }
}
