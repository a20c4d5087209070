using System.Text.Json;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

[TestClass]
public sealed class VerifyCommandTests
{
    private const string Harmless = """System.Console.WriteLine("hello");""";
    private const string Writer = """
        System.IO.File.WriteAllText("out.txt", "text");
        """;

    private static readonly string[] DiagnosticFields =
    [
        "code", "severity", "message", "help", "assembly", "type", "method", "token", "ilOffset", "file", "line", "column",
    ];

    [TestMethod]
    public void An_accepted_assembly_gives_0()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Harmless);

        var result = RexecIl.Run("verify", program);

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.AreEqual($"{program}: accepted\n1 assembly: 1 accepted, 0 refused\n", result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public void A_refused_assembly_gives_1_and_says_where_and_what_would_allow_it()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Writer);

        var result = RexecIl.Run("verify", program);

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        Assert.StartsWith("Guest.cs(1,1): error RX2001: System.IO.File.WriteAllText(string, string)", result.Output);
        Assert.Contains("--allow-write", result.Output);
        Assert.EndsWith($"{program}: refused (1 finding)\n1 assembly: 0 accepted, 1 refused (1 finding)\n", result.Output);
    }

    [TestMethod]
    public void Without_symbols_a_finding_names_the_method_and_the_offset()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Writer, symbols: false);

        var result = RexecIl.Run("verify", program);

        Assert.StartsWith("Guest: Program.<Main>$+IL_000A: error RX2001: ", result.Output);
    }

    [TestMethod]
    [DataRow("--allow-write")]
    [DataRow("-W")]
    [DataRow("--allow-write=/somewhere")]
    [DataRow("-W=/somewhere,/else")]
    public void A_grant_widens_what_is_accepted(string grant)
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Writer);

        Assert.AreEqual(0, RexecIl.Run("verify", grant, program).ExitCode);
        Assert.AreEqual(0, RexecIl.Run("verify", program, grant).ExitCode);
    }

    [TestMethod]
    public void A_whole_grant_does_not_take_the_assembly_for_its_value()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Harmless);

        var result = RexecIl.Run("verify", "--allow-read", program);

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.Contains("1 accepted", result.Output);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("This is a text file, not an assembly.")]
    [DataRow("MZ")]
    public void A_file_that_is_no_image_gives_3(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bad.dll"], content);

        var result = RexecIl.Run("verify", folder["bad.dll"]);

        Assert.AreEqual(3, result.ExitCode, result.ToString());
        Assert.Contains("error RX0", result.Output);
    }

    [TestMethod]
    public void A_missing_file_gives_2_and_the_others_get_their_verdict()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Writer);

        var result = RexecIl.Run("verify", folder["missing.dll"], program);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.AreEqual($"rexec-il: error: There is no file '{folder["missing.dll"]}'.\n", result.Error);
        Assert.Contains("1 refused", result.Output);
    }

    [TestMethod]
    public void A_folder_gives_2()
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("verify", folder.Path);

        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains("is a folder", result.Error);
    }

    [TestMethod]
    public void The_worst_of_several_decides()
    {
        using var folder = new TemporaryFolder();
        var (accepted, refused) = (folder.Program(Harmless, "Accepted"), folder.Program(Writer, "Refused"));
        File.WriteAllText(folder["bad.dll"], "no image");

        Assert.AreEqual(1, RexecIl.Run("verify", accepted, refused).ExitCode);
        Assert.AreEqual(3, RexecIl.Run("verify", folder["bad.dll"], accepted, refused).ExitCode);
        Assert.AreEqual(2, RexecIl.Run("verify", folder["missing"], folder["bad.dll"], refused).ExitCode);
    }

    [TestMethod]
    public void Json_is_one_document_with_every_field()
    {
        using var folder = new TemporaryFolder();
        var (accepted, refused) = (folder.Program(Harmless, "Accepted"), folder.Program(Writer, "Refused"));

        var result = RexecIl.Run("verify", accepted, refused, "--format", "json");

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        var root = document.RootElement;
        CollectionAssert.AreEqual(new[] { "schema", "assemblies" }, Names(root));
        Assert.AreEqual("rexec-il/verify/1", root.GetProperty("schema").GetString());
        var assemblies = root.GetProperty("assemblies");
        Assert.AreEqual(2, assemblies.GetArrayLength());

        CollectionAssert.AreEqual(new[] { "path", "verdict", "diagnostics" }, Names(assemblies[0]));
        Assert.AreEqual(accepted, assemblies[0].GetProperty("path").GetString());
        Assert.AreEqual("accepted", assemblies[0].GetProperty("verdict").GetString());
        Assert.AreEqual(0, assemblies[0].GetProperty("diagnostics").GetArrayLength());

        Assert.AreEqual("refused", assemblies[1].GetProperty("verdict").GetString());
        var found = assemblies[1].GetProperty("diagnostics")[0];
        CollectionAssert.AreEqual(DiagnosticFields, Names(found));
        Assert.AreEqual("RX2001", found.GetProperty("code").GetString());
        Assert.AreEqual("error", found.GetProperty("severity").GetString());
        Assert.AreEqual("docs/rules/RX2001.md", found.GetProperty("help").GetString());
        Assert.AreEqual("Refused", found.GetProperty("assembly").GetString());
        Assert.AreEqual("Program", found.GetProperty("type").GetString());
        Assert.AreEqual("<Main>$", found.GetProperty("method").GetString());
        Assert.AreEqual("0x06000001", found.GetProperty("token").GetString());
        Assert.AreEqual(10, found.GetProperty("ilOffset").GetInt32());
        Assert.AreEqual("Refused.cs", found.GetProperty("file").GetString());
        Assert.AreEqual(1, found.GetProperty("line").GetInt32());
        Assert.AreEqual(1, found.GetProperty("column").GetInt32());
    }

    [TestMethod]
    public void Json_says_null_for_what_is_not_known_and_stays_a_document_beside_tool_errors()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bad.dll"], "no image");

        var result = RexecIl.Run("verify", folder["missing.dll"], folder["bad.dll"], "--format", "json");

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains("missing.dll", result.Error);
        using var document = JsonDocument.Parse(result.Output);
        var assemblies = document.RootElement.GetProperty("assemblies");
        Assert.AreEqual(1, assemblies.GetArrayLength());
        var found = assemblies[0].GetProperty("diagnostics")[0];
        foreach (var field in new[] { "type", "method", "token", "ilOffset", "file", "line", "column" })
        {
            Assert.AreEqual(JsonValueKind.Null, found.GetProperty(field).ValueKind, field);
        }
    }

    [TestMethod]
    public void A_bad_policy_file_gives_2_with_line_and_column()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Harmless);
        File.WriteAllText(folder["bad.rexec.json"], "{\n  \"allow\": [\"M:System.NoSuchType.Member\"]\n}\n");

        var result = RexecIl.Run("verify", program, "--policy", folder["bad.rexec.json"], "--format", "json");

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains("bad.rexec.json(", result.Error);
        Assert.Contains("error RX5", result.Error);
        using var document = JsonDocument.Parse(result.Output);
        Assert.AreEqual(0, document.RootElement.GetProperty("assemblies").GetArrayLength());
    }

    [TestMethod]
    public void A_missing_policy_file_gives_2()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Harmless);

        var result = RexecIl.Run("verify", program, "--policy", folder["none.json"]);

        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains("There is no file", result.Error);
    }

    [TestMethod]
    public void A_dependency_s_findings_belong_to_the_assembly_that_needs_it()
    {
        using var folder = new TemporaryFolder();
        var library = CSharpFixture.Compile(
            """public static class Log { public static void Save() => System.IO.File.Delete("x"); }""", "Library");
        folder.Write(library);
        var program = folder.Program("Log.Save();", references: CSharpFixture.ReferenceTo(library));

        var result = RexecIl.Run("verify", program, "--format", "json");

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        var assemblies = document.RootElement.GetProperty("assemblies");
        Assert.AreEqual(1, assemblies.GetArrayLength());
        Assert.AreEqual("Library", assemblies[0].GetProperty("diagnostics")[0].GetProperty("assembly").GetString());
    }

    [TestMethod]
    public void Names_that_guests_choose_cannot_forge_lines()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write(IlFixture.Assemble(
            """
            .class public abstract sealed auto ansi 'Evil\nEvil.dll: accepted\u001b[2J' extends [System.Runtime]System.Object
            {
                .method public static pinvokeimpl("libc" winapi) int32 'getpid\nx'() cil managed preservesig {}
            }
            """));

        var result = RexecIl.Run("verify", program);

        Assert.AreNotEqual(0, result.ExitCode, result.ToString());
        Assert.DoesNotContain("\nEvil.dll: accepted", result.Output);
        Assert.DoesNotContain("\e", result.Output);
    }

    [TestMethod]
    public void Colour_follows_the_flag_and_the_environment()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(Harmless);

        Assert.DoesNotContain("\e[", RexecIl.Run("verify", program).Output);
        Assert.Contains("\e[32maccepted\e[0m", RexecIl.Run("verify", program, "--color", "always").Output);
        Assert.Contains("\e[", RexecIl.Run(["verify", program], "", environment: new Dictionary<string, string?> { ["FORCE_COLOR"] = "1" }).Output);
        Assert.DoesNotContain("\e[", RexecIl.Run(
            ["verify", program], "", environment: new Dictionary<string, string?> { ["FORCE_COLOR"] = "1", ["NO_COLOR"] = "1" }).Output);
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
