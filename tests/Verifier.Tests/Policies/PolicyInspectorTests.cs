using System.Text;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class PolicyInspectorTests
{
    private static readonly Lazy<PolicyInspector> Script = new(() => new(Policy.Preset("script", TestVerifier.Catalog), TestVerifier.Catalog));

    [TestMethod]
    [DataRow("System.String.Concat", "M:System.String.Concat(System.String,System.String)", MemberAccess.Allow)]
    [DataRow("M:System.String.Concat(System.String,System.String)", "M:System.String.Concat(System.String,System.String)", MemberAccess.Allow)]
    [DataRow("System.Collections.Generic.List<T>.Add", "M:System.Collections.Generic.List`1.Add(`0)", MemberAccess.Allow)]
    [DataRow("System.Collections.Generic.List<T>", "M:System.Collections.Generic.List`1.Add(`0)", MemberAccess.Allow)]
    [DataRow("new System.IO.FileStream", "M:System.IO.FileStream.#ctor(System.String,System.IO.FileMode)", MemberAccess.Deny)]
    [DataRow("System.IO.FileStream..ctor", "M:System.IO.FileStream.#ctor(System.String,System.IO.FileMode)", MemberAccess.Deny)]
    [DataRow("System.Console.WriteLine", "M:System.Console.WriteLine(System.String)", MemberAccess.Redirect)]
    [DataRow("System.String.Length", "M:System.String.get_Length()", MemberAccess.Allow)]
    [DataRow("P:System.String.Length", "M:System.String.get_Length()", MemberAccess.Allow)]
    [DataRow("System.Linq.Enumerable.Select<TSource, TResult>", "M:System.Linq.Enumerable.Select``2(System.Collections.Generic.IEnumerable{``0},System.Func{``0,``1})", MemberAccess.Allow)]
    [DataRow("System.Diagnostics.Process", "M:System.Diagnostics.Process.Start(System.String)", MemberAccess.Deny)]
    [DataRow("System.Math.PI", "F:System.Math.PI", MemberAccess.Allow)]
    [DataRow("System.IO.MemoryStream.CopyTo(Stream)", "M:System.IO.Stream.CopyTo(System.IO.Stream)", MemberAccess.Allow)]
    public void Members_are_found_as_people_write_them(string name, string id, MemberAccess access) =>
        Assert.AreEqual(access, Script.Value.Find(name).Single(decision => decision.Id == id).Access);

    [TestMethod]
    [DataRow("System.IO.Fil.Open", "System.IO.File.Open")]
    [DataRow("System.IO.File.Opn", "System.IO.File.Open")]
    [DataRow("System.IO.Fil.Opn", "System.IO.File.Open")]
    [DataRow("File.Open", "System.IO.File.Open")]
    [DataRow("StringBuilder", "System.Text.StringBuilder")]
    public void What_is_not_there_is_near_to_something(string name, string expected)
    {
        Assert.IsEmpty(Script.Value.Find(name));
        var suggested = Script.Value.Suggest(name);

        Assert.Contains(expected, suggested);
        Assert.IsEmpty(suggested.Where(other => Script.Value.Find(other).Count == 0).ToList());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<<>>")]
    [DataRow("M:")]
    [DataRow("new ")]
    [DataRow("a<b")]
    [DataRow("..")]
    [DataRow("T:()(")]
    public void Nonsense_is_nothing(string name)
    {
        Assert.IsEmpty(Script.Value.Find(name));
        Assert.IsEmpty(Script.Value.Suggest(name));
    }

    [TestMethod]
    [DataRow("System.Random.Next", "\"deny\": T:System.Random")]
    [DataRow("System.Diagnostics.Debugger.get_IsAttached", "\"allow\": M:System.Diagnostics.Debugger.get_IsAttached()")]
    [DataRow("System.Text.StringBuilder.Clear", "baseline.api: type T:System.Text.StringBuilder")]
    [DataRow("System.Diagnostics.Process.Start", "no line: what no list names is denied")]
    [DataRow("System.Environment.get_NewLine", "overlay.api(")]
    public void The_deciding_line_is_told(string name, string expected)
    {
        var policy = PolicyReader.Read("own", Encoding.UTF8.GetBytes(
            """{ "extends": "script", "deny": ["T:System.Random"], "allow": ["M:System.Diagnostics.Debugger.get_IsAttached()"] }"""), TestVerifier.Catalog).Value;

        Assert.Contains(expected, string.Join('\n', new PolicyInspector(policy, TestVerifier.Catalog).Find(name).Select(decision => decision.DecidedBy)));
    }

    [TestMethod]
    public void Decisions_are_those_that_verdicts_come_from()
    {
        // Whatever the inspector says was decided by a list must be what that list does.
        foreach (var decision in Script.Value.All())
        {
            var isOffered = decision.Access != MemberAccess.Deny;
            Assert.AreEqual(isOffered, decision.Reason.Length == 0, decision.Id);
            Assert.IsFalse(isOffered && decision.DecidedBy.StartsWith("no line", StringComparison.Ordinal), decision.Id);
            Assert.IsFalse(isOffered && decision.DecidedBy.Contains("): deny ", StringComparison.Ordinal), decision.Id);
            Assert.AreEqual(decision.Access == MemberAccess.Redirect, decision.Shim is not null, decision.Id);
        }
    }

    [TestMethod]
    [DataRow("""{ "extends": "script", "allow": ["M:System.Math.Abs"] }""", "RX5020")]
    [DataRow("""{ "extends": "script", "deny": ["M:System.Net.Dns.GetHostName()"] }""", "RX5020")]
    [DataRow("""{ "allow": ["M:System.Diagnostics.Debugger.get_IsAttached()"], "deny": ["T:System.Diagnostics.Debugger"] }""", "RX5021")]
    [DataRow("""{ "allow": ["T:System.Threading.Tasks.Task"] }""", "RX5022")]
    [DataRow("""{ "allow": ["M:System.Nothing.Here"] }""", "RX5006")]
    [DataRow("""{ "extends": "script", "allow": ["M:System.Diagnostics.Debugger.get_IsAttached()"], "deny": ["T:System.Random"] }""", "")]
    public void Lint_finds_what_decides_nothing_or_too_much(string policy, string expected) => Assert.AreEqual(
        expected, string.Join(' ', PolicyLinter.Lint(new PolicySource("policy.json", "/policy.json", Encoding.UTF8.GetBytes(policy)), static (_, _) => null, TestVerifier.Catalog).Select(found => found.Id)));
}
