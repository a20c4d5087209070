using RExecIL.Inference.Tables;

namespace RExecIL.Inference.Tests;

[TestClass]
public sealed class TableTests
{
    [TestMethod]
    [DataRow("sinks", "FS p:open", "is not EFFECTS : PATTERN")]
    [DataRow("sinks", "FILES : p:open", "FILES is no list of effects")]
    [DataRow("sinks", "fs : p:open", "fs is no list of effects")]
    [DataRow("sinks", "1 : p:open", "1 is no list of effects")]
    [DataRow("sinks", "NONE : p:Harmless*", "calls leaves harmless that nobody has read")]
    [DataRow("sinks", "FS : p:op*en", "has a * before its end")]
    [DataRow("sinks", "FS : p:open p:open", "is listed twice")]
    [DataRow("sinks", "FS : p:open \"open", "not one closed quote")]
    [DataRow("barriers", "FS T::M e il:123456789abc", "is not EFFECTS PATTERN CLASS")]
    [DataRow("barriers", "FS T::M g il:123456789abc \"why\"", "is not EFFECTS PATTERN CLASS")]
    [DataRow("barriers", "FS T::M e 123456789abc \"why\"", "is not EFFECTS PATTERN CLASS")]
    [DataRow("barriers", "-FILES T::M e il:123456789abc \"why\"", "no list of effects")]
    [DataRow("entry", "oks : T::M", "oks is no list of effects")]
    [DataRow("slots", "slot T::M", "is not ambient TYPE")]
    [DataRow("slots", "slots T::M \"why\"", "is not ambient TYPE")]
    public void Bad_lines_are_rejected_with_their_place(string table, string line, string problem)
    {
        var text = "# comment\n\n" + line;
        var rejected = Assert.ThrowsExactly<TableFaultException>(() => InferenceTables.Of(
            table == "sinks" ? text : "", table == "barriers" ? text : "", table == "entry" ? text : "", table == "slots" ? text : ""));

        var fault = rejected.Faults[0];
        Assert.AreEqual(("RX5101", table + ".txt", 3), (fault.Code, fault.File, fault.Line));
        Assert.Contains(problem, fault.Problem);
        Assert.AreNotEqual("", fault.Remedy);
    }

    [TestMethod]
    public void A_barrier_for_all_effects_never_stops_shared_objects()
    {
        var tables = InferenceTables.Of(barriers: """
            * T::A e il:123456789abc "all"
            -THREAD T::B e il:123456789abc "all but one"
            GALIAS T::C e il:123456789abc "named"
            """);

        Assert.AreEqual(EffectNames.All & ~Effects.GALIAS, tables.Barriers[0].Effects);
        Assert.AreEqual(EffectNames.All & ~Effects.GALIAS & ~Effects.THREAD, tables.Barriers[1].Effects);
        Assert.AreEqual(Effects.GALIAS, tables.Barriers[2].Effects);
    }

    [TestMethod]
    public void Patterns_match_exactly_or_by_prefix_and_add_up()
    {
        var tables = InferenceTables.Of(sinks: "FS : A::B\nNET : A::*\nENV : A::Bo*");
        var index = new PatternIndex(tables.Sinks);

        Assert.AreEqual(Effects.FS | Effects.NET, index.Find("A::B"));
        Assert.AreEqual(Effects.NET | Effects.ENV, index.Find("A::Box"));
        Assert.AreEqual(Effects.None, index.Find("B::A"));
        Assert.IsTrue(tables.Sinks.All(entry => entry.IsUsed));
    }

    [TestMethod]
    public void The_shipped_tables_are_well_formed() =>
        Assert.IsGreaterThan(100, InferenceTables.Shipped().Barriers.Count);
}
