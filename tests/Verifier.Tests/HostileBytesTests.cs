using RExecIL.Testing;

namespace RExecIL.Verifier.Tests;

/// <summary>Whatever the bytes, every stage ends in a verdict.</summary>
[TestClass]
public sealed class HostileBytesTests
{
    private const int Mutations = 10_000;

    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;

        public record Point(int X, int Y);

        public static class Program
        {
            private static readonly int[] Primes = { 2, 3, 5, 7, 11, 13 };

            public static int Main(string[] args)
            {
                try
                {
                    foreach (var (name, index) in args.Select((name, index) => (name, index)))
                    {
                        Console.WriteLine($"{index}: {name} {string.Join(",", Numbers(index).Take(3))} {new Point(index, 2)}");
                    }

                    return Primes.Sum() switch { > 40 => 1, _ => 0 };
                }
                catch (InvalidOperationException e) when (e.Message.Length > 3)
                {
                    Console.Error.WriteLine("u8"u8.Length);
                    return 2;
                }
                finally
                {
                    Console.WriteLine("end");
                }
            }

            private static IEnumerable<int> Numbers(int start) { while (true) { yield return start++; } }
        }
        """;

    private static readonly Lazy<GuestImage> Good = new(() => CSharpFixture.Compile(Source, "Mutated", exe: true));

    [TestMethod]
    public void The_image_without_mutation_is_trusted()
    {
        var trusted = TestVerifier.Script.Trust(Good.Value, _ => null);
        Assert.IsTrue(trusted.IsAccepted, string.Join('\n', trusted.Diagnostics.Select(diagnostic => diagnostic.Message)));
    }

    [TestMethod]
    public void Ten_thousand_mutated_images_each_get_a_verdict()
    {
        var random = new Random(20_261_122);
        var good = Good.Value.Bytes.ToArray();
        var (accepted, trusted) = (0, 0);
        for (var round = 0; round < Mutations; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            // The symbols are of the good image: they must not mislead either.
            var image = Good.Value with { Bytes = bytes };
            var verdict = TestVerifier.Script.Verify(image, _ => null)[0];
            Assert.IsFalse(
                verdict.Diagnostics.Any(diagnostic => diagnostic.Id is "RX0999" or "RX1999"),
                $"round {round}: {string.Join('\n', verdict.Diagnostics.Select(diagnostic => diagnostic.Message))}");
            if (verdict.IsAccepted)
            {
                accepted++;
                trusted += TestVerifier.Script.Trust(image, _ => null).IsAccepted ? 1 : 0;
            }
        }

        // Most edits hit padding, strings or constants, which is no fault.
        Assert.IsGreaterThan(Mutations / 100, accepted);
        Assert.IsGreaterThan(Mutations / 100, trusted);
    }

    [TestMethod]
    public void A_fault_of_ours_refuses_the_guest_and_spares_the_host()
    {
        var result = AssemblyVerifier.Contained<GuestImage>("Guest", () => throw new KeyNotFoundException("row 7"));
        Assert.AreEqual("RX1999", result.Diagnostics.Single().Id);
        StringAssert.Contains(result.Diagnostics[0].Message, "row 7");
    }

    [TestMethod]
    public void Truncated_images_are_refused_at_every_64th_byte()
    {
        var good = Good.Value.Bytes;
        for (var length = 0; length < good.Length; length += 64)
        {
            var verdict = TestVerifier.Script.Verify(new GuestImage("cut.dll", good[..length]), _ => null)[0];
            Assert.IsFalse(verdict.IsAccepted, $"{length} of {good.Length} bytes");
        }
    }
}
