using System.Reflection;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class MemberPatternTests
{
    [TestMethod]
    [DataRow("T:System.String")]
    [DataRow("T:System.Collections.Generic.List`1.Enumerator")]
    [DataRow("N:System.IO")]
    [DataRow("M:System.String.Concat")]
    [DataRow("M:System.String.ToUpper()")]
    [DataRow("M:System.String.Concat(System.String,System.String)")]
    [DataRow("M:System.String.#ctor(System.Char,System.Int32)")]
    [DataRow("M:System.Array.Empty``1()")]
    [DataRow("M:System.Decimal.op_Implicit(System.Int32)~System.Decimal")]
    [DataRow("P:System.String.Length")]
    [DataRow("E:System.ComponentModel.INotifyPropertyChanged.PropertyChanged")]
    [DataRow("F:System.String.Empty")]
    public void A_pattern_survives_reading_and_printing(string text)
    {
        Assert.IsTrue(MemberPattern.TryParse(text, out var pattern, out var error, out _), error);
        Assert.AreEqual(text, pattern!.ToString());
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("System.String", 0)]
    [DataRow("X:System.String", 0)]
    [DataRow("t:System.String", 0)]
    [DataRow("T:", 2)]
    [DataRow("T:System..String", 2)]
    [DataRow("T:System.*", 9)]
    [DataRow("T:System.String ", 15)]
    [DataRow("T:Système", 6)]
    [DataRow("M:Concat", 2)]
    [DataRow("M:System.String.Concat(", 22)]
    [DataRow("M:System.String.Concat(System.String", 22)]
    [DataRow("M:System.String.Concat)", 22)]
    [DataRow("M:System.String.Concat(A)B", 22)]
    [DataRow("P:System.String.Chars(System.Int32)", 21)]
    public void A_malformed_pattern_is_refused_at_its_place(string text, int offset)
    {
        Assert.IsFalse(MemberPattern.TryParse(text, out _, out var error, out var actual));
        Assert.AreEqual(offset, actual);
        Assert.IsNotEmpty(error);
    }

    [TestMethod]
    [DataRow("M:System.String.ToUpper", 2, DisplayName = "without parentheses all overloads")]
    [DataRow("M:System.String.ToUpper()", 1, DisplayName = "with parentheses one")]
    [DataRow("M:System.String.ToUpper(System.Globalization.CultureInfo)", 1)]
    [DataRow("M:System.String.ToUpper(System.Int32)", 0)]
    [DataRow("P:System.String.Length", 1)]
    [DataRow("P:System.String.Chars", 1, DisplayName = "an indexer")]
    [DataRow("T:System.Str", 0, DisplayName = "no prefixes")]
    [DataRow("M:System.String.Join``1", 2, DisplayName = "one arity")]
    public void A_pattern_names_the_members_it_says(string text, int count)
    {
        var type = TestVerifier.Catalog.FindFrameworkType("System.String")!;
        Assert.IsTrue(MemberPattern.TryParse(text, out var pattern, out _, out _));

        var publicMethods = type.Methods.Items.Where(IsPublic).Where(method => pattern!.Matches(MemberId.Of(type, method), type, method));

        Assert.HasCount(count, publicMethods);
    }

    [TestMethod]
    [DataRow("N:System.IO", "System.IO.File", true)]
    [DataRow("N:System.IO", "System.IO.Pipes.PipeStream", true, DisplayName = "namespaces below count")]
    [DataRow("N:System.IO", "System.IOException", false)]
    [DataRow("T:System.Environment", "System.Environment.SpecialFolder", true, DisplayName = "nested types count")]
    [DataRow("T:System.Environment", "System.EnvironmentVariableTarget", false)]
    [DataRow("M:System.Environment.Exit", "System.Environment", false)]
    public void A_type_is_named_by_itself_its_type_or_its_namespace(string text, string type, bool expected)
    {
        Assert.IsTrue(MemberPattern.TryParse(text, out var pattern, out _, out _));
        Assert.AreEqual(expected, pattern!.MatchesType(type));
    }

    private static bool IsPublic(MethodModel method) =>
        (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;
}
