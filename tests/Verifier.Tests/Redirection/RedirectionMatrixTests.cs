using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>
/// Each way to name a redirected member, by kind of member and form of reference: it reaches the shim or is refused, and the
/// written image never names the original.
/// </summary>
[TestClass]
public sealed class RedirectionMatrixTests
{
    private static readonly Policy Granted = Policy.Preset("script", TestVerifier.Catalog)
        .Granting(Capability.Read | Capability.Write | Capability.Environment | Capability.Network | Capability.Console);

    // ---- static methods, generic ones, properties and operators
    [TestMethod]
    [DataRow("File.ReadAllText(\"x\");", "FileShims.ReadAllText", DisplayName = "static method, call")]
    [DataRow("using static_File = System.IO.File; static_File.ReadAllText(\"x\");", "FileShims.ReadAllText", DisplayName = "static method, alias")]
    [DataRow("Func<string, string> f = File.ReadAllText; f(\"x\");", "FileShims.ReadAllText", DisplayName = "static method, ldftn")]
    [DataRow("var f = File.Exists; Keep(f);", "FileShims.Exists", DisplayName = "static method, ldftn of an inferred type")]
    [DataRow("Func<Func<string, string>> f = () => File.ReadAllText; f()(\"x\");", "FileShims.ReadAllText", DisplayName = "static method, ldftn in a lambda")]
    [DataRow("Keep(Enumerable.Concat([1], [2]));", "EnumerableShims.Concat", DisplayName = "generic method, call")]
    [DataRow("Func<IEnumerable<int>, IEnumerable<int>, IEnumerable<int>> f = Enumerable.Concat; Keep(f);", "EnumerableShims.Concat", DisplayName = "generic method, ldftn")]
    [DataRow("Keep(Generic.Concat(new[] { 1 }));", "EnumerableShims.Concat", DisplayName = "generic method, call in generic code")]
    [DataRow("Keep(Environment.CurrentDirectory);", "EnvironmentShims.get_CurrentDirectory", DisplayName = "static property, get")]
    [DataRow("Environment.CurrentDirectory = \"x\";", "EnvironmentShims.set_CurrentDirectory", DisplayName = "static property, set")]
    [DataRow("Keep(BigInteger.One * BigInteger.One);", "BigIntegerShims.op_Multiply", DisplayName = "operator, call")]
    [DataRow("Func<BigInteger, BigInteger, BigInteger> f = BigInteger.Multiply; Keep(f);", "BigIntegerShims.Multiply", DisplayName = "method of a value type, ldftn")]
    [DataRow("Keep(Console.Out);", "ConsoleShims.get_Out", DisplayName = "static property, console")]

    // ---- instances
    [DataRow("new CancellationTokenSource().CancelAfter(5);", "CancellationTokenSourceShims.CancelAfter", DisplayName = "instance method, callvirt")]
    [DataRow("Action<int> f = new CancellationTokenSource().CancelAfter; f(5);", "CancellationTokenSourceShims.CancelAfter", DisplayName = "instance method, ldftn")]
    [DataRow("Keep(new StreamReader(\"x\"));", "StreamReaderShims.", DisplayName = "constructor, newobj")]
    [DataRow("Keep(new FileStream(\"x\", FileMode.Open));", "FileStreamShims.", DisplayName = "constructor of a stream, newobj")]
    [DataRow("Func<string, StreamReader> f = path => new(path); Keep(f);", "StreamReaderShims.", DisplayName = "constructor, newobj in a lambda")]
    [DataRow("new CancellationTokenSource().Dispose();", "CancellationTokenSourceShims.Dispose", DisplayName = "virtual or instance method, callvirt")]
    [DataRow("Action f = new CancellationTokenSource().Dispose; f();", "CancellationTokenSourceShims.Dispose", DisplayName = "instance method, ldvirtftn")]
    [DataRow("Keep(Task.CompletedTask.IsCompleted ? Task.CompletedTask.ContinueWith(t => { }) : null);", "TaskShims.ContinueWith", DisplayName = "instance method, call with a delegate")]
    [DataRow("Task<int> t = Task.FromResult(1); Keep(t.Result);", "TaskOfResultShims.get_Result", DisplayName = "property of a generic type, get")]
    [DataRow("Task t = Task.FromResult(1); t.Wait();", "TaskShims.Wait", DisplayName = "member of a base type, through a derived one")]
    [DataRow("Task<int> t = Task.FromResult(1); t.Wait();", "TaskShims.Wait", DisplayName = "member of a base type, named on the derived one")]
    [DataRow("IAsyncDisposable d = new MemoryStream(); d.DisposeAsync();", "IAsyncDisposableShims.DisposeAsync", DisplayName = "interface member, dispatch")]
    [DataRow("Func<ValueTask> f = ((IAsyncDisposable)new MemoryStream()).DisposeAsync; Keep(f);", "IAsyncDisposableShims.DisposeAsync", DisplayName = "interface member, ldvirtftn")]
    [DataRow("new CancellationToken().Register(() => { });", "CancellationTokenShims.Register", DisplayName = "method of a value type, call")]
    [DataRow("Func<Action, CancellationTokenRegistration> f = new CancellationToken().Register; Keep(f);", "CancellationTokenShims.Register", DisplayName = "method of a boxed read-only value, ldftn")]
    [DataRow("var d = new MemoryStream(); Generic.Dispose(ref d);", "IAsyncDisposableShims.DisposeAsync", DisplayName = "interface member, constrained")]
    [DataRow("Keep(Generic.First<object, List<object>>([1]));", "IEnumerableOfElementShims.GetEnumerator", DisplayName = "member of a generic interface, constrained")]
    [DataRow("lock (new object()) { }", "MonitorShims.", DisplayName = "static method, by a statement of the language")]
    [DataRow("Keep(new System.Net.Http.HttpClient());", "HttpClientShims.Create", DisplayName = "constructor without parameters, newobj")]
    [DataRow("new System.Net.Http.HttpClient().SendAsync(null, default(CancellationToken));", "HttpMessageInvokerShims.SendAsync", DisplayName = "override, named on the base type")]
    [DataRow("Func<string, Task<string>> f = new System.Net.Http.HttpClient().GetStringAsync; Keep(f);", "HttpClientShims.GetStringAsync", DisplayName = "instance method of a client, ldftn")]
    [DataRow("foreach (var file in Directory.EnumerateFiles(\"x\")) { Keep(file); }", "DirectoryShims.EnumerateFiles", DisplayName = "static method, in a loop")]
    public void A_reference_reaches_the_shim(string code, string shim)
    {
        var guest = Compile(code);
        var trusted = new AssemblyVerifier(Granted, TestVerifier.Catalog).Trust(guest, _ => null);

        Assert.IsTrue(trusted.IsAccepted, string.Join('\n', trusted.Diagnostics.Select(found => $"{found.Id} {found.Message}")));
        var (before, after) = (MembersOf(guest.Bytes.ToArray()), MembersOf(trusted.Value.Main.ToArray()));
        Assert.IsTrue(before.Intersect(Redirected.Value.SelectMany(names => names)).Any(), string.Join('\n', before));
        Assert.IsEmpty(after.Intersect(Redirected.Value[true]).ToList());
        Assert.IsTrue(after.Any(member => member.StartsWith("RExecIL.Runtime.Shims." + shim.Replace(".", "::", StringComparison.Ordinal), StringComparison.Ordinal)), string.Join('\n', after));
    }

    [TestMethod]
    [DataRow("System.Linq.Expressions.Expression<Func<string>> e = () => File.ReadAllText(\"x\"); Keep(e);", DisplayName = "static method, expression tree")]
    [DataRow("Keep(new Derived());", DisplayName = "constructor, called by a derived class")]
    [DataRow("Keep(new Later().GetUtcNow()); } sealed class Later : TimeProvider { public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1); ", DisplayName = "overridable member, called by its override")]
    [DataRow("Keep(Activator.CreateInstance(typeof(StreamReader), \"x\"));", DisplayName = "constructor, by reflection")]
    [DataRow("Keep(typeof(File).GetMethod(\"ReadAllText\"));", DisplayName = "static method, by reflection")]
    [DataRow("Keep(Generic.Make<System.Net.Http.HttpClient>());", DisplayName = "constructor, by new T()")]
    [DataRow("Keep(Activator.CreateInstance<System.Net.Http.HttpClient>());", DisplayName = "constructor, by a type parameter")]
    [DataRow("Keep(new Lazy<System.Net.Http.HttpClient>().Value);", DisplayName = "constructor, by the framework")]
    [DataRow("Keep(LazyInit());  System.Net.Http.HttpClient LazyInit() { System.Net.Http.HttpClient c = null; return LazyInitializer.EnsureInitialized(ref c); }", DisplayName = "constructor, by the framework from a type argument")]
    [DataRow("Keep(new System.Net.Http.HttpClient(new System.Net.Http.SocketsHttpHandler()));", DisplayName = "constructor with a handler")]
    [DataRow("Keep(System.Net.Http.HttpClient.DefaultProxy);", DisplayName = "static property of a client")]
    [DataRow("Keep(new System.Net.Sockets.TcpClient(\"a\", 1));", DisplayName = "socket")]
    [DataRow("Keep(System.Net.Dns.GetHostAddresses(\"a\"));", DisplayName = "names of the network")]
    [DataRow("Console.CancelKeyPress += (_, _) => { };", DisplayName = "event")]
    public void A_reference_is_refused(string code)
    {
        var diagnostics = new AssemblyVerifier(Granted, TestVerifier.Catalog).Trust(Compile(code), _ => null).Diagnostics;

        Assert.IsNotEmpty(diagnostics);
        Assert.IsTrue(!code.Contains("System.Net.Sockets", StringComparison.Ordinal) || diagnostics[0].Message.Contains("HttpClient", StringComparison.Ordinal));
        Assert.IsTrue(diagnostics.All(found => found.Id.StartsWith("RX2", StringComparison.Ordinal) || found.Id.StartsWith("RX3", StringComparison.Ordinal)), diagnostics[0].Message);
    }

    /// <summary>
    /// What <c>new T()</c> calls is a constructor without parameters, whose caller nobody rewrites: one that is redirected is
    /// refused there (RX2012), and the framework itself may call it only where that does no harm.
    /// </summary>
    [TestMethod]
    public void No_constructor_without_parameters_is_redirected_but_of_what_shims_refuse() => Assert.AreEqual(
        "M:System.Net.Http.HttpClient.#ctor()", // no shim takes a client that it has not made
        string.Join('\n', new PolicyInspector(Granted, TestVerifier.Catalog).All()
            .Where(decision => decision.Access == MemberAccess.Redirect && decision.Local == "M:#ctor()")
            .Select(decision => decision.Id)));

    private static GuestImage Compile(string code) => CSharpFixture.Compile($$"""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Numerics;
        using System.Threading;
        using System.Threading.Tasks;
        {{(code.StartsWith("using ", StringComparison.Ordinal) ? code[..(code.IndexOf(';', StringComparison.Ordinal) + 1)] : "")}}

        public static class Program
        {
            public static object Kept;
            public static void Keep(object value) => Kept = value;
            public static void Run()
            {
                {{(code.StartsWith("using ", StringComparison.Ordinal) ? code[(code.IndexOf(';', StringComparison.Ordinal) + 1)..] : code)}}
            }
        }
        {{(code.Contains("Generic.", StringComparison.Ordinal) ? "public static class Generic { public static IEnumerable<T> Concat<T>(IEnumerable<T> some) => some.Concat(some); public static T Make<T>() where T : new() => new(); public static ValueTask Dispose<T>(ref T some) where T : IAsyncDisposable => some.DisposeAsync(); public static T First<T, TSome>(TSome some) where TSome : IEnumerable<T> { foreach (var one in some) { return one; } return default; } }" : "")}}
        {{(code.Contains("Derived", StringComparison.Ordinal) ? "public class Derived : StreamReader { public Derived() : base(\"x\") { } }" : "")}}
        """);

    /// <summary>The members that the policy redirects, as <c>Type::Name</c>, by whether it redirects all their overloads.</summary>
    private static readonly Lazy<ILookup<bool, string>> Redirected = new(() => new PolicyInspector(Granted, TestVerifier.Catalog).All()
        .GroupBy(decision => $"{decision.Type}::{decision.Local[2..].Split('(')[0].Split("``")[0].Replace('#', '.')}", StringComparer.Ordinal)
        .Where(overloads => overloads.Any(decision => decision.Access == MemberAccess.Redirect))
        .ToLookup(overloads => overloads.All(decision => decision.Access == MemberAccess.Redirect), overloads => overloads.Key));

    /// <summary>All that an image names of others, as <c>Type::Name</c>, but for what it only implements.</summary>
    private static List<string> MembersOf(byte[] image)
    {
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(new MemoryStream(image));
        var methods = module.GetTypes().SelectMany(type => type.Methods).ToList();
        var used = methods.Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand is Mono.Cecil.MethodReference callee ? callee.GetElementMethod().MetadataToken : default)
            .ToHashSet();
        var implemented = methods.SelectMany(method => method.Overrides).Select(slot => slot.MetadataToken).Where(token => !used.Contains(token)).ToHashSet();
        return [.. module.GetMemberReferences().Where(member => !implemented.Contains(member.MetadataToken)).Select(member => $"{member.DeclaringType.GetElementType().FullName.Replace('/', '.')}::{member.Name}").Distinct(StringComparer.Ordinal)];
    }
}
