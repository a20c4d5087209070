using System.Runtime.CompilerServices;
using System.Text;
using DiffEngine;

namespace RExecIL.Testing;

/// <summary>Compares text with the reviewed text beside the test, by the conventions of Verify.</summary>
/// <remarks>
/// <c>Class.Method.verified.txt</c> is reviewed and committed; on a difference <c>Class.Method.received.txt</c> is
/// written beside it, and a difference viewer opens where there is one and the build is nobody's server. Stands in for
/// Verify.MSTest: see docs/decisions/0001-snapshot-helper.md.
/// </remarks>
public static class Snapshot
{
    /// <summary>Fails the test when <paramref name="actual"/> is not the verified text.</summary>
    /// <param name="actual">What the code under test made; line ends and a last empty line do not count.</param>
    /// <param name="sourceFile">The test's file; filled in by the compiler.</param>
    /// <param name="member">The test's method; filled in by the compiler.</param>
    public static void Match(
        string actual, [CallerFilePath] string sourceFile = "", [CallerMemberName] string member = "")
    {
        if (Difference(actual, sourceFile, member) is not { } difference)
        {
            return;
        }

        if (!DiffRunner.Disabled && !BuildServerDetector.Detected)
        {
            DiffRunner.LaunchForText(difference.Received, difference.Verified);
        }

        throw new AssertFailedException(
            $"""
            {(File.Exists(difference.Verified) ? "The text is not the verified one." : "There is no verified text yet.")}
            Verified: {difference.Verified}
            Received: {difference.Received}
            If the received text is right, rename it to the verified one. It is:
            {Normalize(actual)}
            """);
    }

    // The two files that differ, the received one freshly written; null, and no received file, when there is no difference.
    internal static (string Verified, string Received)? Difference(string actual, string sourceFile, string member)
    {
        var place = Path.Combine(FolderOf(sourceFile), Path.GetFileNameWithoutExtension(sourceFile) + "." + member);
        var (verified, received) = (place + ".verified.txt", place + ".received.txt");
        var text = Normalize(actual);
        if (File.Exists(verified) && Normalize(File.ReadAllText(verified)) == text)
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return (verified, received);
    }

    // A deterministic build writes source paths as /_/tests/..., so that two machines make the same bytes.
    private static string FolderOf(string sourceFile)
    {
        const string MappedRoot = "/_/";
        var file = sourceFile.StartsWith(MappedRoot, StringComparison.Ordinal)
            ? Path.Combine(RepositoryRoot.Path, sourceFile[MappedRoot.Length..])
            : sourceFile;
        return Path.GetDirectoryName(file)!;
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
