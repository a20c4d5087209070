using System.Globalization;
using RExecIL.Inference.Tables;
using RExecIL.Testing;

namespace RExecIL.Inference.Tests;

/// <summary>The shipped tables over the installed framework.</summary>
[TestClass]
public sealed class FrameworkTests
{
    private static readonly Lazy<FrameworkEffects> Shared = new(() =>
        FrameworkEffects.Infer(Path.GetDirectoryName(typeof(object).Assembly.Location)!, InferenceTables.Shipped()));

    public TestContext TestContext { get; set; } = null!;

    private static FrameworkEffects Effects => Shared.Value;

    [TestMethod]
    public void Enough_is_allowed_and_time_and_memory_are_told()
    {
        var allowed = Effects.Members.Count(member => member.IsHarmless);
        TestContext.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{allowed} of {Effects.Members.Count} members; read {Effects.ReadTime.TotalSeconds:F1} s, bodies {Effects.BuildTime.TotalSeconds:F1} s, solved {Effects.SolveTime.TotalSeconds:F1} s; {Environment.WorkingSet >> 20} MB"));

        Assert.IsGreaterThan(100_000, Effects.MethodCount);
        Assert.IsGreaterThanOrEqualTo(19_000, allowed);
    }

    [TestMethod]
    [DataRow("System", 84)]
    [DataRow("System.Buffers", 80)]
    [DataRow("System.Buffers.Binary", 80)]
    [DataRow("System.Collections", 99)]
    [DataRow("System.Collections.Frozen", 99)]
    [DataRow("System.Collections.Generic", 99)]
    [DataRow("System.Collections.Immutable", 99)]
    [DataRow("System.Collections.ObjectModel", 99)]
    [DataRow("System.Collections.Specialized", 97)]
    [DataRow("System.Globalization", 97)]
    [DataRow("System.Numerics", 95)]
    [DataRow("System.Text", 92)]
    [DataRow("System.Text.Json", 75)]
    [DataRow("System.Text.RegularExpressions", 90)]
    [DataRow("System.Text.Unicode", 99)]
    public void Plain_computation_is_allowed(string space, int percent)
    {
        var members = Effects.Members.Where(member => member.Namespace == space).ToList();

        Assert.IsGreaterThanOrEqualTo(percent * members.Count, 100 * members.Count(member => member.IsHarmless));
    }

    [TestMethod]
    [DataRow("System.Linq.Enumerable", 100)]
    [DataRow("System.String", 94)]
    [DataRow("System.Math", 100)]
    [DataRow("System.Convert", 100)]
    [DataRow("System.Collections.Generic.List`1", 100)]
    [DataRow("System.Collections.Generic.Dictionary`2", 95)]
    [DataRow("System.DateTime", 98)]
    [DataRow("System.Text.StringBuilder", 96)]
    [DataRow("System.Text.RegularExpressions.Regex", 85)]
    [DataRow("System.Text.Json.JsonDocument", 80)]
    public void Types_of_every_day_are_allowed(string type, int percent)
    {
        var members = Effects.Members.Where(member => member.Type == type).ToList();

        Assert.IsNotEmpty(members);
        Assert.IsGreaterThanOrEqualTo(percent * members.Count, 100 * members.Count(member => member.IsHarmless));
    }

    [TestMethod]
    public void No_dangerous_member_is_harmless()
    {
        var byType = Effects.Members.ToLookup(member => member.Type, StringComparer.Ordinal);
        var allowed = new List<string>();
        var matched = 0;
        foreach (var pattern in DangerPattern.Read())
        {
            foreach (var member in byType[pattern.Type].Where(pattern.Matches))
            {
                matched++;
                if (member.IsHarmless && !pattern.IsHarmlessWhenRandomnessIs)
                {
                    allowed.Add($"{pattern}: {member.Id}");
                }
            }
        }

        Assert.IsGreaterThan(2_000, matched, "The list no longer meets the framework.");
        Assert.IsEmpty(allowed, string.Join('\n', allowed));
    }

    [TestMethod]
    public void The_baseline_offers_nothing_whose_effects_nobody_has_accepted()
    {
        var baseline = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "policies", "net10.0", "baseline.api"));
        var faults = AcceptedEffects.Check(baseline, Effects, AcceptedEffects.ShippedText);

        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    [TestMethod]
    public void A_baseline_with_a_dangerous_member_is_found_out()
    {
        var faults = AcceptedEffects.Check("""
            type T:System.Environment
              M:FailFast(System.String)
            type T:System.Math
              M:Abs(System.Int32)
              M:Gone()
            """, Effects, "accept FS M:System.Math.* \"not needed\"");

        Assert.HasCount(3, faults);
        Assert.AreEqual(("RX5104", 2), (faults[0].Code, faults[0].Line));
        Assert.Contains("EXIT", faults[0].Problem);
        Assert.AreEqual(("RX5102", 5), (faults[1].Code, faults[1].Line));
        Assert.AreEqual(("RX5102", "accepted.txt", 1), (faults[2].Code, faults[2].File, faults[2].Line));
    }

    [TestMethod]
    public void The_shipped_effects_are_what_the_framework_gives()
    {
        var (made, shipped) = (EffectsFile.Of(Effects), EffectsFile.Shipped());
        var isSameBuild = made.Modules.SequenceEqual(shipped.Modules);

        // Another patch of the runtime has other builds and other IL; what is decided of its members must be the same.
        IEnumerable<string> Lines(EffectsFile file) => file.Text.Split('\n')
            .Where(line => isSameBuild || !line.StartsWith("module ", StringComparison.Ordinal))
            .Select(line => isSameBuild ? line : line.Split(" il:")[0]);
        var lost = Lines(shipped).Except(Lines(made)).Take(20).ToList();
        var added = Lines(made).Except(Lines(shipped)).Take(20).ToList();

        Assert.IsEmpty(
            lost.Concat(added).ToList(),
            $"Read the difference, then run: rexec-il policy infer --out policies/net10.0\n- {string.Join("\n- ", lost)}\n+ {string.Join("\n+ ", added)}");
    }

    [TestMethod]
    public void The_shipped_reviews_of_builds_were_held_against_the_shipped_tables()
    {
        var shipped = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "policies", "net10.0", "runtimes.txt"));

        StringAssert.StartsWith(
            shipped,
            string.Join('\n', new BuildReview().Text.Split('\n')[..2]),
            "Run rexec-il policy recompute over all builds that runtimes.txt names: docs/policy-inference.md says how.");
    }

    [TestMethod]
    public void A_build_withholds_what_it_does_more_than_the_reviewed_one()
    {
        var review = new BuildReview();

        Assert.AreEqual(0, review.Add("same", Effects));
        Assert.DoesNotContain("\nwithhold ", review.Text);
        foreach (var module in Effects.Modules)
        {
            StringAssert.Contains(review.Text, $"module {module}\n");
        }
    }

    [TestMethod]
    public void A_build_with_a_stale_barrier_withholds_what_it_vouched_for()
    {
        using var folder = new TemporaryFolder();
        foreach (var table in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "policies", "net10.0", "inference")))
        {
            File.WriteAllText(folder[Path.GetFileName(table)], File.ReadAllText(table).Replace("System.SR::GetResourceString b il:", "System.SR::GetResourceString b il:0", StringComparison.Ordinal));
        }

        using var effects = FrameworkEffects.InferUnreviewed(Path.GetDirectoryName(typeof(object).Assembly.Location)!, InferenceTables.Open(folder.Path));
        var review = new BuildReview();

        Assert.IsGreaterThan(1_000, review.Add("stale", effects));
        Assert.AreEqual(TableFault.StaleBarrier, effects.Unconfirmed.Single().Code);
        StringAssert.Contains(review.Text, "\nwithhold M:System.Int32.Parse(System.String) ");
    }

    [TestMethod]
    public void The_shipped_effects_speak_for_each_member_and_no_other()
    {
        var shipped = EffectsFile.Read(EffectsFile.Of(Effects).Text);
        foreach (var type in Effects.Members.GroupBy(member => member.Type, StringComparer.Ordinal)
            .Where(type => type.Select(member => member.Local).Distinct().Count() == type.Count()))
        {
            var locals = type.Select(member => member.Local).ToList();
            foreach (var member in type)
            {
                Assert.AreEqual(member.Effects, shipped.Find(type.Key, member.Local, locals), member.Id);
            }
        }

        // Concat has what the type's line says, Intern a line of its own: with a new member only the latter still holds.
        List<string> strings = [.. Effects.Members.Where(member => member.Type == "System.String").Select(member => member.Local)];
        const string Concat = "M:Concat(System.String,System.String)";
        Assert.AreEqual(RExecIL.Inference.Effects.None, shipped.Find("System.String", Concat, strings));
        Assert.IsNull(shipped.Find("System.String", "M:New()", strings));
        strings.Add("M:New()");
        Assert.IsNull(shipped.Find("System.String", Concat, strings));
        Assert.IsNull(shipped.Find("System.String", "M:New()", strings));
        Assert.AreEqual(RExecIL.Inference.Effects.GSET, shipped.Find("System.String", "M:Intern(System.String)", strings));
    }

    [TestMethod]
    public void A_bad_line_of_effects_is_an_error_with_its_number() =>
        Assert.Contains("effects.txt(2)", Assert.ThrowsExactly<FormatException>(() => EffectsFile.Read("module a b\n  M:F() FILES")).Message);

    [TestMethod]
    public void Effects_of_two_frameworks_are_those_of_either()
    {
        var text = """
            module a 1
            type T - #2 x
              M:G() FS
            """;
        var left = EffectsFile.Read(text + "\n  M:F() -\n");
        var right = EffectsFile.Read("module a 2\ntype T - #1 x il:1\n  M:F() NET\n");
        var both = left.Union(right);

        Assert.AreEqual(RExecIL.Inference.Effects.NET, both.Find("T", "M:F()", ["M:F()", "M:G()"]));
        Assert.AreEqual(RExecIL.Inference.Effects.FS | RExecIL.Inference.Effects.PNSE, both.Find("T", "M:G()", ["M:F()", "M:G()"]));
        Assert.HasCount(2, both.Modules);
        Assert.AreEqual("il:1", both.HashOf("T"));
    }

    [TestMethod]
    [DataRow("M:System.IO.Path.GetFullPath(System.String)", "FS")]
    [DataRow("M:System.Globalization.CultureInfo.ClearCachedData()", "GWRITE")]
    [DataRow("M:System.Text.Encoding.RegisterProvider(System.Text.EncodingProvider)", "GSET")]
    [DataRow("M:System.Globalization.CultureInfo.get_CurrentCulture()", "GALIAS")]
    [DataRow("M:System.String.Intern(System.String)", "GSET")]
    [DataRow("M:System.Diagnostics.Process.Start(System.String)", "PROC")]
    public void A_known_effect_comes_with_its_witness(string id, string effect)
    {
        var wanted = EffectNames.Parse(effect)!.Value;
        var member = Effects.Find(id);

        Assert.IsNotNull(member);
        Assert.AreEqual(wanted, member.Effects & wanted);
        Assert.IsNotEmpty(Effects.Witness(member, wanted));
    }

    [TestMethod]
    [DataRow("M:System.String.#ctor(System.Char,System.Int32)", "size 1")]
    [DataRow("M:System.String.PadLeft(System.Int32)", "size 0")]
    [DataRow("M:System.String.PadRight(System.Int32,System.Char)", "size 0")]
    [DataRow("M:System.Collections.Generic.List`1.#ctor(System.Int32)", "size 0")]
    [DataRow("M:System.Text.StringBuilder.#ctor(System.Int32)", "size 0")]
    [DataRow("M:System.IO.MemoryStream.#ctor(System.Int32)", "size 0")]
    [DataRow("M:System.Linq.Enumerable.Repeat``1(``0,System.Int32)", "size 1")]
    [DataRow("M:System.Collections.Generic.Dictionary`2.#ctor(System.Int32)", "size 0")]
    public void Amplifiers_are_found(string id, string amount)
    {
        var member = Effects.Find(id);

        Assert.IsNotNull(member);
        Assert.Contains(amount, member.Amounts);
    }
}
