using System.Text.RegularExpressions;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

/// <summary>What the shims of regular expressions work out themselves is what the framework gives.</summary>
[TestClass]
public sealed class RegexShimsTests
{
    private static readonly string[] Patterns =
    [
        "b", "", "(b)", "(b)|(c)", "(?<5>b)(?<9>c)?", "(?<n>b)(x)?", "[bc]*", "(?=b)", "^", "$", "(?<o>b)(?<-o>c)?", "abcabc.*", "z", "(b)(?<2>c)(?<1>a)",
    ];

    [TestMethod]
    public void Texts_are_split_as_by_the_framework()
    {
        var sandbox = new TestSandbox();
        foreach (var expression in Patterns.SelectMany(pattern => new[] { RegexOptions.None, RegexOptions.RightToLeft }, (pattern, options) => new Regex(pattern, options)))
        {
            foreach (var input in new[] { "", "b", "abcabcabca", "bb", "xyz" })
            {
                for (var count = 0; count < 5; count++)
                {
                    for (var start = 0; start <= input.Length; start++)
                    {
                        CollectionAssert.AreEqual(
                            expression.Split(input, count, start),
                            RegexShims.Split(expression, input, count, start, sandbox),
                            $"{expression} {expression.Options} '{input}' {count} {start}");
                    }
                }

                CollectionAssert.AreEqual(expression.Split(input), RegexShims.Split(expression, input, sandbox));
            }
        }
    }

    [TestMethod]
    public void Bad_arguments_are_refused_as_by_the_framework()
    {
        var sandbox = new TestSandbox();
        var expression = new Regex("b");

        Assert.AreEqual("input", Assert.ThrowsExactly<ArgumentNullException>(() => RegexShims.Split(expression, null!, sandbox)).ParamName);
        Assert.AreEqual("count", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RegexShims.Split(expression, "b", -1, sandbox)).ParamName);
        Assert.AreEqual("startat", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RegexShims.Split(expression, "b", 0, 2, sandbox)).ParamName);
        Assert.AreEqual("name", Assert.ThrowsExactly<ArgumentNullException>(() => AppContextShims.GetData(null!)).ParamName);
        Assert.IsFalse(AppContextShims.TryGetSwitch("System.GC.Server", out var isEnabled) || isEnabled);
        Assert.IsNull(AppContextShims.GetData("APP_CONTEXT_BASE_DIRECTORY"));
    }

    [TestMethod]
    public void Classes_of_characters_mean_what_they_mean_to_the_framework()
    {
        // Flags, how many of ranges and of categories, both; then what is subtracted.
        string[] classes = ["\0\u0002\0ac", "\u0001\u0002\0ac", "\0\0\u0001\u0009", "\0\u0002\0az\0\u0002\0ce", "\0\u0002\0az\0\u0002\0ck\0\u0002\0eg"];
        foreach (var (text, c) in classes.SelectMany(_ => "abcdefghijklmnopqrstuvwxyz019é", (text, c) => (text, c)))
        {
            Assert.AreEqual(Framework.IsIn(c, text), RegexRunnerShims.CharInClass(c, text));
        }

        Assert.ThrowsExactly<ArgumentException>(() => RegexRunnerShims.CharInClass('a', "\u0001" + new string('\0', 30_000)));
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => RegexRunnerShims.CharInClass('a', "\0"));
    }

    private sealed class Framework : RegexRunner
    {
        internal static bool IsIn(char c, string text) => CharInClass(c, text);
    }
}
