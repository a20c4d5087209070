namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class OutcomeTests
{
    [TestMethod]
    public void An_outcome_prints_as_what_happened()
    {
        Assert.AreEqual("Returned 3", new Outcome<int>.Returned(3).ToString());
        Assert.AreEqual("Returned text", new Outcome<string>.Returned("text").ToString());
        Assert.AreEqual("Returned null", new Outcome<string?>.Returned(null).ToString());
        Assert.Contains("Code = 3", new Outcome<int>.Exited(3).ToString());
        Assert.Contains("ThreadEnded = False", new Outcome<int>.TimedOut(false).ToString());
    }

    [TestMethod]
    public void A_value_whose_code_could_be_a_guests_is_not_asked()
    {
        var (one, other) = (new Outcome<Touchy>.Returned(new Touchy()), new Outcome<Touchy>.Returned(new Touchy()));

        Assert.AreEqual("Returned a Touchy", one.ToString());
        Assert.AreNotEqual(one, other);
        Assert.AreEqual(one, one with { });
        Assert.AreEqual(one.GetHashCode(), other.GetHashCode());
    }

    [TestMethod]
    public void An_exception_prints_as_the_runtime_prints_it()
    {
        var inner = new GuestException("Inner", "", "   at B()", []);
        var outer = new GuestException("Outer", "why", "   at A()", [inner]);

        Assert.AreEqual(
            "Outer: why\n ---> Inner\n   at B()\n   --- End of inner exception stack trace ---\n   at A()", outer.ToString());
    }

    private sealed class Touchy
    {
        public override bool Equals(object? obj) => throw new AssertFailedException("Equals was called.");

        public override int GetHashCode() => throw new AssertFailedException("GetHashCode was called.");

        public override string ToString() => throw new AssertFailedException("ToString was called.");
    }
}
