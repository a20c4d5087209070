using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Testing;
using RExecIL.Verifier.Guards;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.Tests.TypeSafety;

namespace RExecIL.Verifier.Tests.Guards;

/// <summary>Each guard that the rewriter puts in is missed when it is taken out again.</summary>
[TestClass]
public sealed class GuardPresenceTests
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;

        static class Program
        {
            static readonly List<object> Kept = new(10);

            static int Main(string[] args)
            {
                var sum = 0;
                for (var i = 0; i < args.Length; i++) sum += Twice(i);
                try { sum += Fall(sum); }
                catch (InvalidOperationException e) when (e.Message.Length > sum) { sum++; }
                catch (Exception) { sum--; }
                finally { while (sum > 100) sum /= 2; }
                lock (Kept) Kept.Add((object)sum);
                Func<int, string> pad = "a".PadLeft;
                Func<int, int> twice = Twice;
                Kept.Add(new int[sum]); Kept.Add(new long[sum, 2]); Kept.Add(pad(sum)); Kept.Add(twice);
                Span<int> some = stackalloc int[4];
                foreach (var part in "a b".Split(' ').Select(p => p.ToUpperInvariant())) sum += part.Length;
                return new Counter().Next() + some.Length + Even(sum);
            }

            static int Twice(int n) => n + n;
            static int Fall(int n) => n < 0 ? throw new InvalidOperationException("low") : n == 0 ? 0 : Fall(n - 1);
            static int Even(int n) => n == 0 ? 1 : Odd(n - 1);
            static int Odd(int n) => n == 0 ? 0 : Even(n - 1);
            static string Text<T>(T value) where T : IFormattable => value.ToString("X", null);
            static T[] Make<T>(int n) => new T[n];
        }

        class Shelf : IReadOnlyCollection<long>, IReadOnlyCollection<string>
        {
            public int Count => 3;
            int IReadOnlyCollection<string>.Count { get { return Count > 2 ? 4 : 5; } }
            public IEnumerator<long> GetEnumerator() { yield break; }
            IEnumerator<string> IEnumerable<string>.GetEnumerator() { yield break; }
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        }

        struct Pair<T> { public T First; public object Second; }

        class Counter
        {
            static int count = Environment.TickCount;
            public virtual int Next() => count;
            public override string ToString() => "counter";
        }
        """;

    /// <summary>What only computes: it is the count that follows it that is asked for.</summary>
    private static readonly string[] Arithmetic = ["SizeOf", "SizeOfLong", "SizeOfString", "SizeOfArray", "SizeOfStrings", "SizeOfNumbers", "Extend"];

    /// <summary>Our own members count for themselves; a count before them only says how soon memory is asked for.</summary>
    private static bool IsBeforeShim(Instruction guard) =>
        Callee(guard).Name.StartsWith("Allocate", StringComparison.Ordinal)
        && guard.Next.Operand is MethodReference { DeclaringType.Namespace: "RExecIL.Runtime.Shims" };

    private static readonly Lazy<byte[]> Rewritten = new(() => Rewrite(metersFuel: false));

    private static readonly Lazy<byte[]> Metered = new(() => Rewrite(metersFuel: true));

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_rewritten_image_has_all(bool metersFuel) =>
        Assert.AreEqual("", TypeSafetyStage.Text(Check(metersFuel ? Metered.Value : Rewritten.Value, metersFuel)));

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void No_guard_can_be_taken_out_unnoticed(bool metersFuel)
    {
        var count = Guards(Module(metersFuel)).Count();
        var unnoticed = new List<string>();
        for (var index = 0; index < count; index++)
        {
            using var module = Module(metersFuel);
            var (method, guard) = Guards(module).ElementAt(index);
            var place = $"{method.FullName} {guard} before {guard.Next}";
            var isSpare = IsBeforeShim(guard);
            TakeOut(method, guard);
            if (!isSpare && !Check(Bytes(module), metersFuel).Any())
            {
                unnoticed.Add(place);
            }
        }

        Assert.IsGreaterThan(50, count);
        Assert.IsEmpty(unnoticed, string.Join('\n', unnoticed));
    }

    [TestMethod]
    public void A_charge_that_is_too_low_is_noticed()
    {
        var count = Guards(Module(metersFuel: true)).Count(found => Callee(found.Guard).Name is "Burn" or "BurnInFilter");
        for (var index = 0; index < count; index++)
        {
            using var module = Module(metersFuel: true);
            var (_, burn) = Guards(module).Where(found => Callee(found.Guard).Name is "Burn" or "BurnInFilter").ElementAt(index);
            (burn.Previous.OpCode, burn.Previous.Operand) = (OpCodes.Ldc_I4_0, null);

            Assert.IsTrue(Check(Bytes(module), metersFuel: true).Any());
        }

        Assert.IsGreaterThan(10, count);
    }

    [TestMethod]
    public void Memory_that_is_taken_without_fuel_is_noticed()
    {
        const string AndBurn = "AndBurn";
        var count = Guards(Module(metersFuel: true)).Count(found => Callee(found.Guard).Name.EndsWith(AndBurn, StringComparison.Ordinal));
        for (var index = 0; index < count; index++)
        {
            using var module = Module(metersFuel: true);
            var (_, guard) = Guards(module).Where(found => Callee(found.Guard).Name.EndsWith(AndBurn, StringComparison.Ordinal)).ElementAt(index);
            var callee = Callee(guard);
            var plain = new MethodReference(callee.Name[..^AndBurn.Length], callee.ReturnType, callee.DeclaringType);
            foreach (var parameter in callee.Parameters)
            {
                plain.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
            }

            guard.Operand = plain;

            Assert.IsTrue(Check(Bytes(module), metersFuel: true).Any());
        }

        Assert.IsGreaterThan(2, count);
    }

    [TestMethod]
    public void An_image_without_charges_is_not_taken_for_one_that_has_them() =>
        Assert.IsTrue(Check(Rewritten.Value, metersFuel: true).Any());

    [TestMethod]
    public void An_image_that_was_never_rewritten_lacks_nearly_all()
    {
        var found = GuardedModule.Check(TypeSafetyStage.Read(CSharpFixture.Compile(Source, exe: true), ImageOrigin.Rewriter)).ToList();

        Assert.IsTrue(found.TrueForAll(diagnostic => diagnostic.Id == "RX4002"));
        Assert.IsGreaterThan(30, found.Count);
    }

    [TestMethod]
    public void A_branch_past_a_guard_is_noticed()
    {
        using var module = Module();
        var missed = 0;
        foreach (var (method, guard) in Guards(module).Where(found => Callee(found.Guard).Name == "AllocateArray").ToList())
        {
            // A branch that nothing takes, to the instruction behind the guard.
            method.Body.GetILProcessor().InsertAfter(method.Body.Instructions[^1], Instruction.Create(OpCodes.Br, guard.Next));
            missed++;
        }

        Assert.IsGreaterThan(0, missed);
        Assert.HasCount(missed, Check(Bytes(module)).Where(found => found.Message.Contains("nothing counts", StringComparison.Ordinal)));
    }

    private static byte[] Rewrite(bool metersFuel)
    {
        var trusted = new AssemblyVerifier(Policy.Preset("script", TestVerifier.Catalog), TestVerifier.Catalog) { MetersFuel = metersFuel }
            .Trust(CSharpFixture.Compile(Source, exe: true), _ => null);
        Assert.IsTrue(trusted.IsAccepted, TypeSafetyStage.Text(trusted.Diagnostics));
        return trusted.Value.Main.ToArray();
    }

    private static ModuleDefinition Module(bool metersFuel = false) =>
        ModuleDefinition.ReadModule(new MemoryStream(metersFuel ? Metered.Value : Rewritten.Value));

    private static byte[] Bytes(ModuleDefinition module)
    {
        using var output = new MemoryStream();
        module.Write(output);
        return output.ToArray();
    }

    private static IEnumerable<Diagnostics.Diagnostic> Check(byte[] image, bool metersFuel = false) =>
        GuardedModule.Check(TypeSafetyStage.Read(new GuestImage("Guest", image), ImageOrigin.Rewriter), metersFuel);

    private static IEnumerable<(MethodDefinition Method, Instruction Guard)> Guards(ModuleDefinition module) =>
        from type in module.GetTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode == OpCodes.Call && Callee(instruction) is { DeclaringType.FullName: "RExecIL.Slot.Guard" } callee
            && !Arithmetic.Contains(callee.Name)
        select (method, instruction);

    private static MethodReference Callee(Instruction call) => (MethodReference)call.Operand;

    /// <summary>Leaves the stack as the guard would.</summary>
    private static void TakeOut(MethodDefinition method, Instruction guard)
    {
        var callee = Callee(guard);
        guard.OpCode = callee.Name switch
        {
            "IsTerminating" => OpCodes.Ldc_I4_0,
            _ when callee.Parameters.Count > 0 && (callee.Parameters.Count == 2 || callee.ReturnType.MetadataType == MetadataType.Void) => OpCodes.Pop,
            _ => OpCodes.Nop,
        };
        guard.Operand = null;
        Assert.IsTrue(method.HasBody);
    }
}
