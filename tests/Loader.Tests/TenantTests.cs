using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>
/// Two guests of two environments in one process: what one leaves in what the process shares, the other and the host never find.
/// </summary>
/// <remarks>The table of docs/security.md, "What the process shares", with a row here for each there.</remarks>
[TestClass]
public sealed class TenantTests
{
    /// <summary>The first guest does <paramref name="plant"/>, the second prints what <paramref name="look"/> is, before and after.</summary>
    [TestMethod]
    [DataRow("var a = ArrayPool<byte>.Shared.Rent(100); a[0] = 42; ArrayPool<byte>.Shared.Return(a);", "ArrayPool<byte>.Shared.Rent(100)[0]", DisplayName = "pools of arrays")]
    [DataRow("Console.SetOut(new StringWriter()); Console.SetError(new StringWriter());", "Console.Out.GetType().Name", DisplayName = "standard streams")]
    [DataRow("Environment.ExitCode = 42;", "Environment.ExitCode", DisplayName = "exit code")]
    [DataRow("CultureInfo.CurrentCulture = new CultureInfo(\"fr-FR\");", "CultureInfo.CurrentCulture.Name + 1.5", DisplayName = "current culture")]
    [DataRow("try { CultureInfo.InvariantCulture.NumberFormat.NumberDecimalSeparator = \"x\"; } catch (InvalidOperationException) { }", "1.5.ToString(CultureInfo.InvariantCulture)", DisplayName = "invariant culture")]
    [DataRow("try { CultureInfo.GetCultureInfo(\"fr-FR\").NumberFormat.NumberDecimalSeparator = \"x\"; } catch (InvalidOperationException) { }", "1.5.ToString(CultureInfo.GetCultureInfo(\"fr-FR\"))", DisplayName = "cultures that the process keeps")]
    [DataRow("try { NumberFormatInfo.CurrentInfo.NegativeSign = \"x\"; DateTimeFormatInfo.CurrentInfo.ShortDatePattern = \"x\"; } catch (InvalidOperationException) { }", "(-1).ToString() + new DateTime(2026, 1, 2).ToString(\"d\")", DisplayName = "formats of the current culture")]
    [DataRow("Cell.Own = 42; Cell.OfType<string>.Own = 42;", "Cell.Own + Cell.OfType<string>.Own", DisplayName = "statics of the same type in two guests")]
    [DataRow("Directory.SetCurrentDirectory(\"/\");", "Directory.GetCurrentDirectory() == \"/\"", DisplayName = "current directory")]
    [DataRow("Environment.SetEnvironmentVariable(\"REXEC_TENANT\", \"x\");", "Environment.GetEnvironmentVariable(\"REXEC_TENANT\") ?? \"none\"", DisplayName = "environment variables")]
    public void What_one_guest_leaves_another_does_not_find(string plant, string look)
    {
        var looks = $"Console.Write({look});";
        var before = Run(looks);
        var planted = Refusal(plant) is { } refused ? refused : Run(plant);

        Assert.IsFalse(planted.StartsWith("RX", StringComparison.Ordinal) && !planted.StartsWith("RX2", StringComparison.Ordinal), planted);
        Assert.AreEqual(before, Run(looks));
    }

    /// <summary>What would change the process is refused, or an exception; or it belongs to the sandbox.</summary>
    [TestMethod]
    [DataRow("MemoryPool<byte>.Shared.Rent(1);", DisplayName = "pools of memory")]
    [DataRow("new AsyncLocal<string>().Value = \"x\";", DisplayName = "values that flow")]
    [DataRow("JsonSerializerOptions.Default.ToString();", DisplayName = "default options of JSON")]
    [DataRow("Cell.OfThread = 1; static class Cell { [ThreadStatic] public static int OfThread; }", DisplayName = "statics of threads")]
    [DataRow("AppContext.SetSwitch(\"Switch.Own\", true);", DisplayName = "switches")]
    [DataRow("AppContext.SetData(\"own\", 1);", DisplayName = "data of the process")]
    [DataRow("System.Text.Encoding.RegisterProvider(null);", DisplayName = "providers of encodings")]
    [DataRow("ThreadPool.SetMinThreads(1, 1);", DisplayName = "the pool of threads")]
    [DataRow("CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;", DisplayName = "culture of new threads")]
    [DataRow("AppDomain.CurrentDomain.ProcessExit += (_, _) => { };", DisplayName = "events of the process")]
    [DataRow("TaskScheduler.UnobservedTaskException += (_, _) => { };", DisplayName = "events of tasks")]
    [DataRow("System.Diagnostics.Trace.Listeners.Clear();", DisplayName = "listeners")]
    [DataRow("System.Runtime.GCSettings.LatencyMode = System.Runtime.GCLatencyMode.LowLatency;", DisplayName = "settings of collections")]
    [DataRow("Regex.CacheSize = 0;", DisplayName = "size of the cache of expressions")]
    [DataRow("string.Intern(new string('x', 3));", DisplayName = "strings that the process keeps")]
    [DataRow("Console.CancelKeyPress += (_, _) => { };", DisplayName = "signals")]
    [DataRow("System.Net.Http.HttpClient.DefaultProxy = null;", DisplayName = "the proxy")]
    [DataRow("System.ComponentModel.TypeDescriptor.AddAttributes(typeof(string));", DisplayName = "descriptions of types")]
    public void What_the_process_shares_cannot_be_changed(string code) => Assert.StartsWith("RX2", Refusal(code) ?? "accepted");

    /// <summary>Else one guest could make another, or the host, wait for ever.</summary>
    [TestMethod]
    [DataRow("typeof(string)")]
    [DataRow("\"a literal\"")]
    [DataRow("string.Empty")]
    [DataRow("Array.Empty<int>()")]
    [DataRow("CultureInfo.InvariantCulture")]
    [DataRow("StringComparer.Ordinal")]
    [DataRow("EqualityComparer<string>.Default")]
    [DataRow("Task.CompletedTask")]
    [DataRow("Console.Out")]
    [DataRow("Thread.CurrentThread")]
    public void What_the_process_shares_cannot_be_locked(string shared)
    {
        Assert.Contains("Exception", Run($"try {{ lock ((object){shared}) {{ Console.Write(\"locked\"); }} }} catch (Exception e) {{ Console.Write(e.GetType().Name); }}"));
        Assert.AreEqual("locked", Run("lock (new object()) { Console.Write(\"locked\"); }"));
    }

    [TestMethod]
    public void What_flows_with_the_host_does_not_flow_into_guests()
    {
        var catalog = InstalledRuntime.CatalogWith([typeof(Ambience).Assembly]);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Policy.Preset("script", catalog),
            Catalog = catalog,
            Contracts = [typeof(Ambience).Assembly],
            Out = output,
        });
        var guest = rexec.Load(CSharpFixture.Compile(
            "System.Console.Write(RExecIL.Loader.Tests.Ambience.Seen);", exe: true, references: [CSharpFixture.ReferenceTo(typeof(Ambience))])).Value;
        Ambience.Set("the host's");

        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(guest, []));
        Assert.AreEqual("none", output.ToString());
        Assert.AreEqual("the host's", Ambience.Seen);
    }

    private static Policy Script => Policy.Preset("script", InstalledRuntime.Catalog).Granting(Capability.Read | Capability.Write | Capability.Environment);

    private static string? Refusal(string code)
    {
        var loaded = new Rexec(new RexecOptions { Policy = Script }).Load(Compile(code));
        return loaded.IsAccepted ? null : loaded.Diagnostics[0].Id;
    }

    /// <summary>What a guest of an environment of its own writes.</summary>
    private static string Run(string code)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = new Rexec(new RexecOptions { Policy = Script, Out = output, Culture = CultureInfo.InvariantCulture });
        var outcome = rexec.Run(rexec.Load(Compile(code)).Value, []);
        Assert.IsInstanceOfType<Outcome<int>.Returned>(outcome, outcome.ToString());
        return output.ToString();
    }

    private static Verifier.GuestImage Compile(string code) => CSharpFixture.Compile(
        $$"""
        using System; using System.Buffers; using System.Collections.Generic; using System.Globalization; using System.IO;
        using System.Text.Json; using System.Text.RegularExpressions; using System.Threading; using System.Threading.Tasks;
        {{code}}
        {{(code.Contains("class Cell", StringComparison.Ordinal) ? "" : "static class Cell { public static int Own; public static class OfType<T> { public static int Own; } }")}}
        """,
        exe: true);
}

/// <summary>What flows with the host's code, for guests to look at.</summary>
public static class Ambience
{
    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>What flows here.</summary>
    public static string Seen => Flowing.Value ?? "none";

    internal static void Set(string value) => Flowing.Value = value;
}
