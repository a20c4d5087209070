using RExecIL.Inference.Tables;

namespace RExecIL.Inference.Tests;

/// <summary>Each rule of the analysis on C# that shows it; what is expected is in the names.</summary>
[TestClass]
public sealed class RuleTests
{
    private const Effects Checked = Effects.FS | Effects.NET | Effects.GSET | Effects.TSET | Effects.GWRITE | Effects.GCOLL
        | Effects.GALIAS | Effects.HOSTCB | Effects.PNSE;

    [TestMethod]
    public void Members_have_the_effects_that_their_names_say()
    {
        var wrong = Fixture.Members
            .Where(member => !member.Type.EndsWith("Witness", StringComparison.Ordinal) && !member.Local.StartsWith("M:#ctor", StringComparison.Ordinal))
            .Select(member => (member.Id, Expected: Expected(member), Actual: member.Effects & Checked))
            .Where(found => found.Expected != found.Actual)
            .Select(found => $"{found.Id}: expected [{EffectNames.Text(found.Expected)}], got [{EffectNames.Text(found.Actual)}]")
            .ToList();

        Assert.IsGreaterThan(50, Fixture.Members.Count);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void An_unknown_leaf_is_native_and_reported()
    {
        Assert.AreEqual(Effects.NATIVE, Fixture.Member("Leaves.Unknown_NATIVE").Effects & Effects.NATIVE);
        Assert.AreEqual(Effects.None, Fixture.Member("Leaves.Harmless").Effects & Effects.NATIVE);
        Assert.Contains("p:fixture_unknown", Fixture.Effects.UnknownLeaves);
        Assert.DoesNotContain("p:fixture_harmless", Fixture.Effects.UnknownLeaves);
    }

    [TestMethod]
    public void The_witness_is_a_shortest_path_to_the_leaf()
    {
        var witness = Fixture.Effects.Witness(Fixture.Member("Witness.Start"), Effects.FS);

        Assert.HasCount(3, witness);
        Assert.AreEqual("Fixture.Witness::Start()", witness[0]);
        Assert.AreEqual("Fixture.Witness::Short()", witness[1]);
        Assert.AreEqual("Fixture.Native::fixture_fs() -> native fixture_fs", witness[2]);
        Assert.IsEmpty(Fixture.Effects.Witness(Fixture.Member("Leaves.Harmless"), Effects.FS));
    }

    [TestMethod]
    public void A_witness_names_the_creation_that_is_charged()
    {
        var witness = Fixture.Effects.Witness(Fixture.Member("Dispatch.CreatesLoud_NET"), Effects.NET);

        Assert.AreEqual("new Fixture.Loud, whose overrides its creator answers for", witness[1]);
    }

    [TestMethod]
    public void A_body_that_keeps_what_it_is_given_is_charged_to_who_makes_it()
    {
        var witness = Fixture.Effects.Witness(Fixture.Member("Dispatch.CreatesKeeping_GWRITE"), Effects.GWRITE);

        Assert.AreEqual("Fixture.Keeping::Take(System.Object)", witness[^1]);
    }

    [TestMethod]
    public void A_type_whose_members_are_mostly_dangerous_is_dangerous()
    {
        Assert.AreEqual(Effects.TYPE, Fixture.Member("Mostly.Three").Effects);
        Assert.AreEqual(Effects.None, Fixture.Member("Globals.Text").Effects & Effects.FS);
    }

    [TestMethod]
    [DataRow("Amounts.Allocates", "size 1")]
    [DataRow("Amounts.AllocatesFar", "size 0")]
    [DataRow("Amounts.Bounded", "")]
    [DataRow("Amounts.Loops", "loop 0")]
    [DataRow("Amounts.Text", "size 0")]
    [DataRow("Amounts.Keeps", "loop 0")]
    [DataRow("Amounts.LoopsOverData", "")]
    public void Parameters_that_ask_for_an_amount_are_found(string member, string amounts) =>
        Assert.AreEqual(amounts, string.Join(", ", Fixture.Member(member).Amounts));

    [TestMethod]
    public void A_barrier_whose_bodies_changed_is_stale()
    {
        var stale = Assert.ThrowsExactly<TableFaultException>(() => Fixture.Infer("""
            # a comment
            FS Fixture.Barriers::Stops e il:000000000000 "reviewed long ago"
            """));

        var fault = stale.Faults.Single();
        Assert.AreEqual(("RX5103", "barriers.txt", 2), (fault.Code, fault.File, fault.Line));
        Assert.Contains("Fixture.Barriers::Stops", fault.Problem);
    }

    [TestMethod]
    public void A_barrier_may_vouch_for_the_bodies_of_several_builds()
    {
        var line = Fixture.Renewed("FS Fixture.Barriers::Stops e il:? \"reviewed for two builds\"");
        using var effects = Fixture.Infer(line.Replace("il:", "il:000000000000|", StringComparison.Ordinal));

        Assert.IsEmpty(effects.Unconfirmed);
    }

    [TestMethod]
    public void On_an_unreviewed_build_a_stale_barrier_stops_nothing()
    {
        const string Stale = "FS Fixture.Barriers::Stops e il:000000000000 \"reviewed long ago\"";
        using var dropped = Fixture.Infer(Stale, unfit: UnfitLines.Dropped);
        using var confirmed = Fixture.Infer(Fixture.Renewed(Stale.Replace("000000000000", "?", StringComparison.Ordinal)));

        SurfaceMember Caller(FrameworkEffects effects) =>
            effects.Members.First(member => member.Id.StartsWith("M:Fixture.Barriers.Behind_NET", StringComparison.Ordinal));
        Assert.AreEqual("RX5103", dropped.Unconfirmed.Single().Code);
        Assert.AreEqual(Effects.FS, Caller(dropped).Effects & Effects.FS);
        Assert.AreEqual(Effects.None, Caller(confirmed).Effects & Effects.FS);
    }

    [TestMethod]
    public void Lines_for_Windows_count_there_alone()
    {
        using var effects = Fixture.Infer("windows: FS Fixture.Barriers::Gone e il:000000000000 \"Windows\"", Fixture.Sinks + "\nwindows: ENV : p:fixture_fs", UnfitLines.DeadOnesIgnored);

        Assert.IsEmpty(effects.Unconfirmed);
        Assert.AreEqual(Effects.FS, effects.Members.First(member => member.Id.StartsWith("M:Fixture.Leaves.Direct_FS", StringComparison.Ordinal)).Effects & (Effects.FS | Effects.ENV));
    }

    [TestMethod]
    public void Lines_that_say_nothing_any_more_are_errors()
    {
        var barriers = Fixture.Renewed("FS,TIME Fixture.Barriers::Stops e il:? \"stops too much\"");
        var found = Assert.ThrowsExactly<TableFaultException>(() =>
            Fixture.Infer(barriers, Fixture.Sinks + "\nENV : p:fixture_gone", UnfitLines.Refused));

        Assert.HasCount(2, found.Faults);
        Assert.AreEqual(("RX5105", "barriers.txt", 1), (found.Faults[0].Code, found.Faults[0].File, found.Faults[0].Line));
        Assert.Contains("TIME", found.Faults[0].Problem);
        Assert.AreEqual(("RX5102", "sinks.txt", 4), (found.Faults[1].Code, found.Faults[1].File, found.Faults[1].Line));
    }

    private static Effects Expected(SurfaceMember member)
    {
        var words = member.Local[2..].Split('(')[0].Split('`')[0].Split('_');
        return words.Skip(1).Aggregate(Effects.None, (all, word) => all | (EffectNames.Parse(word) ?? Effects.None)) & Checked;
    }
}
