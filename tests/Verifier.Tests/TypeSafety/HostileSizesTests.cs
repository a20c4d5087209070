using System.Globalization;
using System.Text;
using RExecIL.Testing;

namespace RExecIL.Verifier.Tests.TypeSafety;

/// <summary>
/// Small images that ask for work or depth out of proportion: each gets a verdict, and ends neither the process nor the
/// patience of who waits for it. The limits of time are far above what the work takes.
/// </summary>
[TestClass]
public sealed class HostileSizesTests
{
    private const int Patience = 60_000;
    private const string Object = "[System.Runtime]System.Object";
    private const string ValueType = "[System.Runtime]System.ValueType";

    [TestMethod]
    [Timeout(Patience)]
    public void Types_that_load_each_other_end_at_a_depth()
    {
        var il = new StringBuilder();
        for (var index = 0; index < 20_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".class public sequential ansi sealed S{index} extends {ValueType} {{ .field public {(index == 0 ? "int32" : $"valuetype S{index - 1}")} F }}\n");
            il.Append(CultureInfo.InvariantCulture, $".class interface public abstract auto ansi I{index}{(index == 0 ? "" : $" implements I{index - 1}")} {{ }}\n");
        }

        Assert.AreEqual("RX0018", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Attributes_that_name_many_of_many_members_end_at_an_amount_of_work()
    {
        const int Members = 20_000;
        var il = new StringBuilder("""
            .class public auto ansi A extends [System.Runtime]System.Attribute
            {
                .method public specialname rtspecialname instance void .ctor() cil managed
                {
                    ldarg.0
                    call instance void [System.Runtime]System.Attribute::.ctor()
                    ret
                }

            """);
        for (var index = 0; index < Members; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".field public bool F{index}\n");
        }

        // Each names the last field as often as a value can.
        var named = string.Concat(Enumerable.Repeat($"53 02 {Members.ToString(CultureInfo.InvariantCulture).Length + 1:X2} {Hex($"F{Members - 1}")} 00 ", 10_000));
        il.Append("}\n.class public auto ansi C extends [System.Runtime]System.Object {\n");
        il.Append(CultureInfo.InvariantCulture, $".custom instance void A::.ctor() = ( 01 00 {10_000 & 0xFF:X2} {10_000 >> 8:X2} {named})\n}}\n");

        var verdict = TestVerifier.Script.Verify(IlFixture.Assemble(il.ToString(), "Sizes"), static _ => null)[0];
        Assert.AreEqual("RX2018", string.Join(", ", verdict.Diagnostics.Select(found => found.Id)));

        static string Hex(string text) => string.Join(' ', Encoding.ASCII.GetBytes(text).Select(letter => $"{letter:X2}"));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Structures_whose_arguments_double_end_at_a_size()
    {
        var il = new StringBuilder(Pair);
        for (var index = 0; index < 60; index++)
        {
            var field = index == 0 ? "!T" : $"valuetype H{index - 1}<class Pair<!T, !T>>";
            il.Append(CultureInfo.InvariantCulture, $".class public sequential ansi sealed H{index}<T> extends {ValueType} {{ .field public {field} F }}\n");
        }

        il.Append(Holder("void M() cil managed { .locals init (valuetype H59<int32> s) ret }"));

        Assert.AreEqual("RX3005", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Interfaces_whose_arguments_grow_beyond_what_is_followed_are_refused()
    {
        var il = new StringBuilder(Pair);
        for (var index = 0; index < 60; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".class interface public abstract auto ansi I{index}<T>{(index == 0 ? "" : $" implements class I{index - 1}<class Pair<!T, !T>>")} {{ }}\n");
        }

        il.Append(CultureInfo.InvariantCulture, $".class public auto ansi C extends {Object} implements class I59<int32> {{ }}\n");
        il.Append(CultureInfo.InvariantCulture, $".class public auto ansi D extends {Object} implements class I59<{Nested(12)}> {{ }}\n");

        Assert.AreEqual("RX3028", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Types_too_large_to_write_are_written_in_part()
    {
        var il = new StringBuilder(Pair);
        il.Append(CultureInfo.InvariantCulture, $".class public auto ansi A0<T> extends {Object} {{ .field public !T F }}\n");
        for (var index = 1; index < 60; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".class public auto ansi A{index}<T> extends class A{index - 1}<class Pair<!T, !T>> {{ }}\n");
        }

        il.Append(".class public auto ansi B extends class A59<int32> { }\n");
        il.Append(Holder(
            "string M(class B b) cil managed { ldarg.0 ldfld !0 class A0<int32>::F ret }",
            "string N(class A59<int32> b, class A59<string> c, bool d) cil managed { ldarg.2 brtrue.s X ldarg.0 br.s Y X:ldarg.1 Y:ret }"));

        Assert.AreEqual("RX3013", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Interfaces_of_many_types_are_compared_at_many_joins()
    {
        var il = new StringBuilder();
        for (var index = 0; index < 300; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".class interface public abstract auto ansi I{index} {{ }}\n");
        }

        for (var index = 0; index < 100; index++)
        {
            var interfaces = string.Join(", ", Enumerable.Range(0, index % 2 == 0 ? 300 : 60).Select(number => $"I{number}"));
            il.Append(CultureInfo.InvariantCulture, $".class public auto ansi C{index} extends {Object} implements {interfaces} {{ }}\n");
        }

        for (var method = 0; method < 20; method++)
        {
            il.Append(CultureInfo.InvariantCulture, $".class public auto ansi H{method} extends {Object} {{ .method public static void M(bool c) cil managed {{ .locals init ({string.Join(", ", Enumerable.Range(0, 100).Select(number => $"class C{number} l{number}"))})\n");
            for (var join = 0; join < 1_000; join++)
            {
                il.Append(CultureInfo.InvariantCulture, $"ldarg.0 brtrue.s A{join} ldloc.s {join % 100} br.s B{join} A{join}:ldloc.s {(join * 7 + method) % 100} B{join}:pop\n");
            }

            il.Append("ret } }\n");
        }

        Assert.AreEqual("", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Many_methods_of_one_type_are_found_by_name()
    {
        var il = new StringBuilder($".class public auto ansi C<T> extends {Object} {{\n");
        for (var index = 0; index < 20_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".method public static void M{index}() cil managed {{ ret }}\n");
        }

        il.Append("}\n.class public auto ansi D extends ").Append(Object).Append(" { .method public static void M() cil managed {\n");
        for (var index = 0; index < 20_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $"call void class C<int32>::M{index}()\n");
        }

        il.Append("ret } }\n");

        Assert.AreEqual("", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void A_switch_with_many_targets_and_many_references_is_too_complex()
    {
        var il = new StringBuilder(References("M(int32 n)", 2_000));
        il.Append("ldarg.0 switch (").AppendJoin(", ", Enumerable.Range(0, 50_000).Select(index => $"L{index}")).Append(")\n");
        for (var index = 0; index < 50_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $"L{index}:nop\n");
        }

        il.Append("ret } }\n");

        Assert.AreEqual("RX3099", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Stores_under_many_handlers_are_too_complex()
    {
        var il = new StringBuilder(References("M(int32& n)", 2_000));
        il.Append(string.Concat(Enumerable.Repeat(".try {\n", 200)));
        for (var index = 0; index < 20_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $"{(index / 2_000 % 2 == 0 ? "ldloca x" : "ldarg.0")} stloc {index % 2_000}\n");
        }

        for (var index = 0; index < 200; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $"leave L{index} }} catch {Object} {{ pop leave L{index} }} L{index}:nop\n");
        }

        il.Append("ret } }\n");

        Assert.AreEqual("RX3099", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Stack_memory_is_allocated_in_few_places()
    {
        var il = new StringBuilder($".class public auto ansi C extends {Object} {{ .method public static void M() cil managed {{\n");
        for (var index = 0; index < 40_000; index++)
        {
            il.Append("ldc.i4.4 conv.u localloc pop\n");
        }

        il.Append("ret } }\n");

        Assert.AreEqual("RX3099", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Tokens_of_deep_types_are_loaded_often()
    {
        var deep = Nested(12);
        var il = new StringBuilder(Pair).Append(CultureInfo.InvariantCulture, $".class public auto ansi C extends {Object} {{ .method public static void M() cil managed {{\n");
        for (var index = 0; index < 50_000; index++)
        {
            il.Append("ldtoken ").Append(index % 2 == 0 ? deep : deep + "[]").Append(" pop\n");
        }

        il.Append("ret } }\n");

        Assert.AreEqual("", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Accessors_of_many_properties_are_found_by_token()
    {
        var il = new StringBuilder($".class public sequential ansi sealed S extends {ValueType} {{ .field public int32 F\n");
        for (var index = 0; index < 5_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".method public specialname instance int32 get_P{index}() cil managed {{ ldc.i4.0 ret }} .property instance int32 P{index}() {{ .get instance int32 S::get_P{index}() }}\n");
        }

        il.Append("}\n");
        il.Append(CultureInfo.InvariantCulture, $".class public auto ansi C extends {Object} {{ .method public static void M(valuetype S s) cil managed {{\n");
        for (var index = 0; index < 5_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $"ldarga.s s call instance int32 S::get_P{index}() pop\n");
        }

        il.Append("ret } }\n");

        Assert.AreEqual("", Verify(il));
    }

    [TestMethod]
    [Timeout(Patience)]
    public void Methods_of_many_interfaces_are_looked_for_a_bounded_number_of_times()
    {
        var il = new StringBuilder(".class interface public abstract auto ansi I {\n");
        for (var index = 0; index < 3_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".method public hidebysig newslot virtual instance void M{index}(int32& r) cil managed {{ ret }}\n");
        }

        il.Append(CultureInfo.InvariantCulture, $"}}\n.class public abstract auto ansi B extends {Object} {{ }}\n");
        for (var index = 0; index < 3_000; index++)
        {
            il.Append(CultureInfo.InvariantCulture, $".class public abstract auto ansi C{index} extends B implements I {{ }}\n");
        }

        Assert.AreEqual("RX3099", Verify(il));
    }

    private static string Pair => $".class public auto ansi Pair<T, U> extends {Object} {{ }}\n";

    private static string Nested(int depth) =>
        Enumerable.Range(0, depth).Aggregate("int32", (inner, _) => $"class Pair<{inner}, string>");

    private static string Holder(params string[] methods) =>
        $".class public auto ansi Holder extends {Object} {{ {string.Concat(methods.Select(method => $".method public static {method}\n"))} }}\n";

    private static string References(string signature, int locals) =>
        $".class public auto ansi C extends {Object} {{ .method public static void {signature} cil managed {{ .locals init ({string.Join(", ", Enumerable.Repeat("int32&", locals))}, int32 x)\n";

    /// <summary>The ids of the type-safety findings, each once and in order.</summary>
    private static string Verify(StringBuilder il)
    {
        var findings = TypeSafetyFixtures.Findings(IlFixture.Assemble(il.ToString(), "Sizes"));
        return string.Join(", ", findings.Select(found => found.Id).Distinct().Order(StringComparer.Ordinal));
    }
}
