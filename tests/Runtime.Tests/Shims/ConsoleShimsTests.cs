using System.Globalization;
using System.Text;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class ConsoleShimsTests
{
    [TestMethod]
    public void Output_is_character_for_character_what_a_console_writes()
    {
        var sandbox = new TestSandbox();
        using var expected = new StringWriter();
        void Both(Action<TextWriter> original, Action shim)
        {
            original(expected);
            shim();
        }

        Both(w => w.WriteLine(), () => ConsoleShims.WriteLine(sandbox));
        Both(w => w.WriteLine(true), () => ConsoleShims.WriteLine(true, sandbox));
        Both(w => w.WriteLine('x'), () => ConsoleShims.WriteLine('x', sandbox));
        Both(w => w.WriteLine(1.5), () => ConsoleShims.WriteLine(1.5, sandbox));
        Both(w => w.WriteLine(1.1f), () => ConsoleShims.WriteLine(1.1f, sandbox));
        Both(w => w.WriteLine(2.50m), () => ConsoleShims.WriteLine(2.50m, sandbox));
        Both(w => w.WriteLine(-7), () => ConsoleShims.WriteLine(-7, sandbox));
        Both(w => w.WriteLine(uint.MaxValue), () => ConsoleShims.WriteLine(uint.MaxValue, sandbox));
        Both(w => w.WriteLine(long.MinValue), () => ConsoleShims.WriteLine(long.MinValue, sandbox));
        Both(w => w.WriteLine(ulong.MaxValue), () => ConsoleShims.WriteLine(ulong.MaxValue, sandbox));
        Both(w => w.WriteLine((object?)null), () => ConsoleShims.WriteLine((object?)null, sandbox));
        Both(w => w.WriteLine((string?)null), () => ConsoleShims.WriteLine((string?)null, sandbox));
        Both(w => w.WriteLine((char[]?)null), () => ConsoleShims.WriteLine((char[]?)null, sandbox));
        Both(w => w.WriteLine("abc".ToCharArray(), 1, 2), () => ConsoleShims.WriteLine("abc".ToCharArray(), 1, 2, sandbox));
        Both(w => w.WriteLine("span".AsSpan()), () => ConsoleShims.WriteLine("span".AsSpan(), sandbox));
        Both(w => w.WriteLine(new Uri("http://x/")), () => ConsoleShims.WriteLine(new Uri("http://x/"), sandbox));
        Both(w => w.WriteLine("{0}", "a"), () => ConsoleShims.WriteLine("{0}", "a", sandbox));
        Both(w => w.WriteLine("{1}{0}", 1, 2), () => ConsoleShims.WriteLine("{1}{0}", 1, 2, sandbox));
        Both(w => w.WriteLine("{2}{1}{0}", 1, 2, 3), () => ConsoleShims.WriteLine("{2}{1}{0}", 1, 2, 3, sandbox));
        Both(w => w.WriteLine("{3:N2}", [1, 2, 3, 4]), () => ConsoleShims.WriteLine("{3:N2}", [1, 2, 3, 4], sandbox));
        Both(w => w.Write("é\ud83d"), () => ConsoleShims.Write("é\ud83d", sandbox));
        Both(w => w.Write("\ude00"), () => ConsoleShims.Write("\ude00", sandbox));
        Both(w => w.Write(DayOfWeek.Friday), () => ConsoleShims.Write(DayOfWeek.Friday, sandbox));

        Assert.AreEqual(expected.ToString(), sandbox.Output);
    }

    [TestMethod]
    public void Numbers_follow_the_culture_of_the_thread()
    {
        var sandbox = new TestSandbox();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            ConsoleShims.Write(1.5, sandbox);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.AreEqual("1,5", sandbox.Output);
    }

    [TestMethod]
    public void A_new_line_of_the_guests_own_is_its_own()
    {
        var sandbox = new TestSandbox();

        ConsoleShims.get_Out(sandbox).NewLine = "|";
        ConsoleShims.WriteLine("a", sandbox);
        ConsoleShims.WriteLine(sandbox);
        ConsoleShims.WriteLine(1, sandbox);

        Assert.AreEqual("a||1|", sandbox.Output);
    }

    [TestMethod]
    public void Closing_the_output_only_flushes_it()
    {
        var sandbox = new TestSandbox();

        ConsoleShims.get_Out(sandbox).Close();
        ConsoleShims.Write("still here", sandbox);

        Assert.AreEqual("still here", sandbox.Output);
    }

    [TestMethod]
    public void The_guest_never_holds_the_hosts_own_objects()
    {
        var sandbox = new TestSandbox("in");

        Assert.IsNotInstanceOfType<StringWriter>(ConsoleShims.get_Out(sandbox));
        Assert.IsNotInstanceOfType<StringWriter>(ConsoleShims.get_Error(sandbox));
        Assert.IsNotInstanceOfType<StringReader>(ConsoleShims.get_In(sandbox));
    }

    [TestMethod]
    public void Input_is_read_as_from_a_console()
    {
        var sandbox = new TestSandbox("first\nsecond\nx");

        Assert.AreEqual("first", ConsoleShims.ReadLine(sandbox));
        Assert.AreEqual("second", ConsoleShims.ReadLine(sandbox));
        Assert.AreEqual('x', ConsoleShims.Read(sandbox));
        Assert.AreEqual(-1, ConsoleShims.Read(sandbox));
        Assert.IsNull(ConsoleShims.ReadLine(sandbox));
    }

    [TestMethod]
    public void A_guest_redirects_its_own_output_only()
    {
        var (one, other) = (new TestSandbox(), new TestSandbox());
        using var captured = new StringWriter();

        ConsoleShims.SetOut(captured, one);
        ConsoleShims.Write("one", one);
        ConsoleShims.Write("other", other);

        Assert.AreEqual("one", captured.ToString());
        Assert.AreEqual("", one.Output);
        Assert.AreEqual("other", other.Output);
    }

    [TestMethod]
    public void Standard_streams_carry_utf8_even_when_a_character_is_cut()
    {
        var sandbox = new TestSandbox("€uro");
        using var output = ConsoleShims.OpenStandardOutput(sandbox);
        var bytes = Encoding.UTF8.GetBytes("€");

        output.Write(bytes, 0, 1);
        output.Write(bytes, 1, 2);
        using var input = ConsoleShims.OpenStandardInput(sandbox);
        using var reader = new StreamReader(input);

        Assert.AreEqual("€", sandbox.Output);
        Assert.AreEqual("€uro", reader.ReadToEnd());
        Assert.ThrowsExactly<NotSupportedException>(() => input.Write(bytes));
        Assert.ThrowsExactly<NotSupportedException>(() => output.ReadByte());
    }

    [TestMethod]
    public void Colours_are_remembered_and_change_no_terminal()
    {
        var sandbox = new TestSandbox();
        var before = ConsoleShims.get_ForegroundColor(sandbox);

        ConsoleShims.set_ForegroundColor(ConsoleColor.Red, sandbox);
        Assert.AreEqual(ConsoleColor.Red, ConsoleShims.get_ForegroundColor(sandbox));
        ConsoleShims.ResetColor(sandbox);

        Assert.AreEqual(before, ConsoleShims.get_ForegroundColor(sandbox));
        Assert.AreEqual("", sandbox.Output);
    }
}
