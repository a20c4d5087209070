using System.Reflection;
using System.Text;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class PolicyVerdictTests
{
    private static readonly Policy Pure = Policy.Preset("pure", TestVerifier.Catalog);
    private static readonly Policy Script = Policy.Preset("script", TestVerifier.Catalog);

    [TestMethod]
    [DataRow("M:System.String.Concat(System.String,System.String)")]
    [DataRow("M:System.Object.#ctor()")]
    [DataRow("M:System.Collections.Generic.List`1.Add(`0)")]
    [DataRow("M:System.Collections.Generic.List`1.Enumerator.MoveNext()")]
    [DataRow("M:System.Linq.Enumerable.First``1(System.Collections.Generic.IEnumerable{``0})")]
    [DataRow("M:System.Func`2.#ctor(System.Object,System.IntPtr)")]
    [DataRow("M:System.Func`2.Invoke(`0)")]
    [DataRow("M:System.Type.GetTypeFromHandle(System.RuntimeTypeHandle)")]
    [DataRow("M:System.Activator.CreateInstance``1()")]
    [DataRow("M:System.Environment.get_NewLine()")]
    [DataRow("M:System.Environment.get_CurrentManagedThreadId()")]
    [DataRow("M:System.Decimal.op_Implicit(System.Int32)~System.Decimal")]
    [DataRow("F:System.String.Empty")]
    [DataRow("F:System.ValueTuple`2.Item1")]
    [DataRow("F:System.DayOfWeek.Monday", DisplayName = "a constant of an enum")]
    [DataRow("F:System.Int32.MaxValue", DisplayName = "a constant")]
    public void Pure_computation_is_allowed(string id) => Assert.IsInstanceOfType<MemberVerdict.Allow>(Verdict(Pure, id));

    [TestMethod]
    [DataRow("M:System.Func`2.BeginInvoke(`0,System.AsyncCallback,System.Object)")]
    [DataRow("M:System.Object.Finalize()")]
    [DataRow("M:System.Span`1.#ctor(`0@)", DisplayName = "a span over a variable")]
    [DataRow("M:System.Environment.get_MachineName()")]
    [DataRow("M:System.Environment.get_UserName()")]
    [DataRow("M:System.Console.Beep()")]
    [DataRow("F:System.IO.Path.InvalidPathChars", DisplayName = "a shared array")]
    [DataRow("F:System.BitConverter.IsLittleEndian", true)]
    [DataRow("M:System.Diagnostics.Process.Start(System.String)")]
    [DataRow("M:System.String.get_Item(System.Int32)", true, DisplayName = "no such member")]
    public void Power_is_denied(string id, bool isMissingOrAllowed = false)
    {
        var verdict = Find(id) is null ? null : Verdict(Script, id);

        Assert.IsTrue(isMissingOrAllowed ? verdict is null or MemberVerdict.Allow : verdict is MemberVerdict.Deny, $"{verdict}");
    }

    [TestMethod]
    [DataRow("M:System.Console.WriteLine(System.String)", "console", "WriteLine", true)]
    [DataRow("M:System.Console.get_Out()", "console", "get_Out", true)]
    [DataRow("M:System.Environment.Exit(System.Int32)", "", "Exit", true)]
    [DataRow("M:System.Environment.GetEnvironmentVariable(System.String)", "env", "GetEnvironmentVariable", true)]
    [DataRow("M:System.IO.File.ReadAllText(System.String)", "read", "ReadAllText", true)]
    [DataRow("M:System.IO.File.WriteAllText(System.String,System.String)", "write", "WriteAllText", true)]
    [DataRow("M:System.IO.FileStream.#ctor(System.String,System.IO.FileMode)", "read", "Create", true)]
    [DataRow("M:System.IO.StreamReader.#ctor(System.String)", "read", "Create", true)]
    [DataRow("M:System.IO.StreamWriter.#ctor(System.String)", "write", "Create", true)]
    [DataRow("M:System.IO.Path.GetFullPath(System.String)", "read", "GetFullPath", true)]
    [DataRow("M:System.Type.GetType(System.String)", "import", "GetType", true)]
    [DataRow("M:System.Reflection.Assembly.Load(System.String)", "import", "Load", true)]
    [DataRow("M:System.Threading.Monitor.Enter(System.Object,System.Boolean@)", "", "Enter", false)]
    [DataRow("M:System.Runtime.InteropServices.CollectionsMarshal.SetCount``1(System.Collections.Generic.List{``0},System.Int32)", "", "SetCount", false)]
    [DataRow("M:System.ReadOnlySpan`1.#ctor(`0@)", "", "Create", false)]
    [DataRow("M:System.Globalization.CultureInfo.get_CurrentCulture()", "", "get_CurrentCulture", false)]
    [DataRow("M:System.Globalization.NumberFormatInfo.GetInstance(System.IFormatProvider)", "", "GetInstance", false)]
    [DataRow("M:System.GC.SuppressFinalize(System.Object)", "", "SuppressFinalize", false)]
    [DataRow("M:System.Random.get_Shared()", "", "get_Shared", false)]
    public void A_redirect_holds_when_its_capability_is_granted(string id, string capability, string shim, bool passesSandbox)
    {
        var needed = CapabilityNames.Parse(capability) ?? Capability.None;

        var redirect = Assert.IsInstanceOfType<MemberVerdict.Redirect>(Verdict(Pure.Granting(needed), id));
        Assert.AreEqual((shim, passesSandbox), (redirect.Shim.Name, redirect.PassesSandbox));
        Assert.IsTrue(Pure.Granting(needed).AllowsInEmittedCode(redirect.ShimType, redirect.Shim));
        Assert.IsTrue(Pure.Granting(needed).AllowsInEmittedCode(redirect.ShimType));
        if (needed != Capability.None)
        {
            var denial = Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(Pure, id));
            Assert.Contains(capability, denial.Reason + denial.Hint);
            Assert.IsFalse(Pure.AllowsInEmittedCode(redirect.ShimType, redirect.Shim));
        }
    }

    [TestMethod]
    public void A_denial_says_what_would_grant_it()
    {
        var denial = Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(Script, "M:System.IO.File.ReadAllText(System.String)"));
        Assert.Contains("--allow-read", denial.Hint);
        var unknown = Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(Script, "M:System.Diagnostics.Process.Start(System.String)"));
        Assert.Contains("System.Diagnostics.Process", unknown.Hint);
    }

    [TestMethod]
    [DataRow("System.String", true, false, false, false)]
    [DataRow("System.Object", true, true, false, false)]
    [DataRow("System.IDisposable", true, false, true, false)]
    [DataRow("System.ISpanFormattable", true, false, false, false)]
    [DataRow("System.IO.Stream", true, false, false, false)]
    [DataRow("System.FlagsAttribute", true, false, false, true)]
    [DataRow("System.Runtime.CompilerServices.ModuleInitializerAttribute", false, false, false, false)]
    [DataRow("System.Diagnostics.Process", false, false, false, false)]
    [DataRow("System.Console", true, false, false, false)]
    [DataRow("System.IO.File", false, false, false, false)]
    [DataRow("System.Reflection.MethodInfo", false, false, false, false)]
    public void Types_are_named_derived_implemented_attached_as_listed(
        string name, bool isNamed, bool canDerive, bool canImplement, bool canBeAttribute)
    {
        var verdict = Script.Of(TestVerifier.Catalog.FindFrameworkType(name)!);

        Assert.AreEqual(
            (isNamed, canDerive, canImplement, canBeAttribute),
            (verdict.IsNamed, verdict.CanDerive, verdict.CanImplement, verdict.CanBeAttribute));
        Assert.AreEqual(isNamed, verdict.Reason.Length == 0);
    }

    [TestMethod]
    public void A_type_of_a_guest_under_a_framework_name_is_not_the_frameworks()
    {
        var real = TestVerifier.Catalog.FindFrameworkType("System.String")!;
        var fake = real with { Token = 0x02000002 };

        Assert.IsFalse(Script.Of(fake).IsNamed);
        Assert.IsInstanceOfType<MemberVerdict.Deny>(Script.Of(fake, fake.Methods[0] with { Token = 0x06000001 }));
    }

    [TestMethod]
    public void A_type_that_is_not_public_is_not_named_even_under_an_offered_name()
    {
        var hidden = TestVerifier.Catalog.Find(new TypeIdentity(FrameworkNames.CoreLibrary, "System.Text", "ValueStringBuilder"));

        Assert.IsNotNull(hidden);
        Assert.IsFalse(Script.Of(hidden).IsNamed);
    }

    [TestMethod]
    public void The_guard_library_is_named_by_rewritten_code_alone()
    {
        foreach (var (library, name) in new[] { (FrameworkNames.GuardLibrary, "Sandbox"), (FrameworkNames.SlotLibrary, "Guard") })
        {
            var type = TestVerifier.Catalog.Find(new TypeIdentity(library, library, name))!;
            Assert.IsFalse(Script.Of(type).IsNamed);
            Assert.IsTrue(Script.AllowsInEmittedCode(type));
            Assert.IsTrue(type.Methods.Items.All(method => Script.Of(type, method) is MemberVerdict.Deny));
        }

        var sandbox = TestVerifier.Catalog.Find(Shim.Sandbox)!;
        Assert.IsFalse(sandbox.Methods.Items.Any(method => Script.AllowsInEmittedCode(sandbox, method)));
        var files = TestVerifier.Catalog.Find(new TypeIdentity(FrameworkNames.GuardLibrary, "RExecIL.Runtime.Shims", "FileShims"))!;
        Assert.IsFalse(Script.AllowsInEmittedCode(files));
        Assert.IsFalse(files.Methods.Items.Any(method => Script.AllowsInEmittedCode(files, method)));
    }

    [TestMethod]
    public void Deny_wins_over_everything()
    {
        const string Method = "M:System.Diagnostics.Debugger.get_IsAttached()";
        var denied = Read($$"""{ "extends": "script", "allow": ["{{Method}}"], "deny": ["N:System.Diagnostics", "M:System.Console.WriteLine", "M:System.String.Concat(System.String,System.String)"] }""");

        Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(denied, Method));
        Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(denied, "M:System.Console.WriteLine(System.String)"));
        Assert.IsInstanceOfType<MemberVerdict.Redirect>(Verdict(denied, "M:System.Console.Write(System.String)"));
        Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(denied, "M:System.String.Concat(System.String,System.String)"));
        Assert.IsInstanceOfType<MemberVerdict.Allow>(Verdict(denied, "M:System.String.Concat(System.Object)"));
        Assert.IsFalse(denied.Of(TestVerifier.Catalog.FindFrameworkType("System.Diagnostics.Stopwatch")!).IsNamed);
    }

    [TestMethod]
    public void A_host_may_allow_exactly_what_it_names()
    {
        var policy = Read("""{ "allow": ["M:System.Diagnostics.Debugger.get_IsAttached()"] }""");

        Assert.IsInstanceOfType<MemberVerdict.Allow>(Verdict(policy, "M:System.Diagnostics.Debugger.get_IsAttached()"));
        Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(policy, "M:System.Diagnostics.Debugger.Break()"));
        Assert.IsTrue(policy.Of(TestVerifier.Catalog.FindFrameworkType("System.Diagnostics.Debugger")!).IsNamed);
        Assert.IsFalse(policy.Of(TestVerifier.Catalog.FindFrameworkType("System.Diagnostics.Trace")!).IsNamed);
    }

    [TestMethod]
    public void A_member_that_no_pattern_can_name_is_refused_without_advice()
    {
        var type = TestVerifier.Catalog.FindFrameworkType("System.Span`1")!;
        var method = type.Methods.Items.Single(method => method.IsConstructor && method.Signature.Parameters is [PointerSignature, _]);

        Assert.AreEqual("", Assert.IsInstanceOfType<MemberVerdict.Deny>(Script.Of(type, method)).Hint);
    }

    [TestMethod]
    public void A_protected_member_is_refused_without_advice()
    {
        const string Id = "M:System.Exception.#ctor(System.Runtime.Serialization.SerializationInfo,System.Runtime.Serialization.StreamingContext)";

        Assert.AreEqual("", Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(Script, Id)).Hint);
    }

    [TestMethod]
    public void Advice_to_allow_a_type_is_given_for_its_use_only()
    {
        var type = TestVerifier.Catalog.FindFrameworkType("System.ComponentModel.TypeConverter")!;

        Assert.Contains("\"allow\": [\"T:System.ComponentModel.TypeConverter\"]", Script.Of(type).Hint);
        Assert.AreEqual("", Script.Of(type).HintForDeclaring);
    }

    [TestMethod]
    public void A_host_that_allows_a_type_does_not_get_behind_its_shims()
    {
        var policy = Read("""{ "allow": ["T:System.IO.StreamReader"] }""");

        Assert.IsInstanceOfType<MemberVerdict.Deny>(Verdict(policy, "M:System.IO.StreamReader.#ctor(System.String)"));
    }

    [TestMethod]
    public void Granting_leaves_the_policy_as_it_was()
    {
        var wider = Script.Granting(Capability.Read, ["./a"]).Granting(Capability.Read, ["./b"]);

        Assert.AreEqual(Verifier.Policies.Grants.Nothing.Read, Script.Grants.Read);
        CollectionAssert.AreEqual(new[] { "./a", "./b" }, wider.Grants.Read.Names.Items);
        Assert.IsTrue(wider.Granting(Capability.Read).Grants.Read.Everything);
        Assert.ThrowsExactly<ArgumentException>(() => Script.Granting(Capability.Read, []));
    }

    [TestMethod]
    public void Contracts_are_allowed_whole_unless_the_policy_lists_others()
    {
        var contract = typeof(PolicyVerdictTests).Assembly;
        var catalog = InstalledRuntime.CatalogWith([contract]);
        var name = contract.GetName().Name!;
        var type = catalog.Find(new TypeIdentity(name, typeof(IGreeter).Namespace!, nameof(IGreeter)))!;
        var hidden = catalog.Find(new TypeIdentity(name, typeof(Hidden).Namespace!, nameof(Hidden)))!;

        var all = Policy.Preset("pure", catalog);
        Assert.IsTrue(all.Of(type) is { IsNamed: true, CanImplement: true });
        Assert.IsInstanceOfType<MemberVerdict.Allow>(all.Of(type, type.Methods[0]));
        Assert.IsFalse(all.Of(hidden).IsNamed);

        var none = PolicyReader.Read("p", Encoding.UTF8.GetBytes("""{ "contracts": [] }"""), catalog).Value;
        Assert.IsFalse(none.Of(type).IsNamed);

        var denied = PolicyReader.Read("p", Encoding.UTF8.GetBytes(
            $$"""{ "contracts": ["{{name}}"], "deny": ["M:{{typeof(IGreeter).FullName}}.Greet"] }"""), catalog).Value;
        Assert.IsTrue(denied.Of(type).IsNamed);
        Assert.IsInstanceOfType<MemberVerdict.Deny>(denied.Of(type, type.Methods[0]));
    }

    private static Policy Read(string text) => PolicyReader.Read("test", Encoding.UTF8.GetBytes(text), TestVerifier.Catalog).Value;

    private static MemberVerdict Verdict(Policy policy, string id) => Find(id) switch
    {
        (var type, MethodModel method) => policy.Of(type, method),
        (var type, FieldModel field) => policy.Of(type, field),
        _ => throw new AssertFailedException($"The runtime has no {id}."),
    };

    private static (TypeModel Type, object Member)? Find(string id)
    {
        Assert.IsTrue(MemberPattern.TryParse(id, out var pattern, out var error, out _), error);
        var type = CatalogNames.FindType(TestVerifier.Catalog, pattern!.Owner)!;
        object? member = pattern.Kind == PatternKind.Field
            ? type.Fields.Items.FirstOrDefault(field => field.Name == pattern.Member)
            : type.Methods.Items.FirstOrDefault(method =>
                pattern.Matches(MemberId.Of(type, method), type, method)
                && (method.Attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Private);
        return member is null ? null : (type, member);
    }
}

/// <summary>A contract of a host.</summary>
public interface IGreeter
{
    string Greet();
}

internal sealed class Hidden;
