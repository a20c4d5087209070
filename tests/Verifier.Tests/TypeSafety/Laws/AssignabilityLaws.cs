using System.Collections.Immutable;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety.Laws;

/// <summary>Assignability is an order, and never wider than the runtime's.</summary>
[TestClass]
public sealed class AssignabilityLaws
{
    private static readonly Universe Universe = Universe.Instance;

    [TestMethod]
    public void It_is_reflexive()
    {
        foreach (var type in Universe.All.Where(type => type.Shape != TypeShape.Reference))
        {
            Assert.IsTrue(Assignability.IsCompatible(type, type, Universe.System), $"{type}");
        }
    }

    [TestMethod]
    public void It_is_transitive()
    {
        var types = Universe.All;
        var fits = Matrix(types);
        var broken = new List<string>();
        var chains = 0;
        for (var a = 0; a < types.Length; a++)
        {
            for (var b = 0; b < types.Length; b++)
            {
                for (var c = 0; fits[a, b] && c < types.Length; c++)
                {
                    if (fits[b, c])
                    {
                        chains++;
                        if (!fits[a, c])
                        {
                            broken.Add($"{types[a]} -> {types[b]} -> {types[c]}");
                        }
                    }
                }
            }
        }

        Assert.AreEqual("", Text(broken));
        Assert.IsGreaterThan(4_000, chains);
    }

    /// <summary>One-way: what the verifier takes for an object of another type, the runtime does too.</summary>
    [TestMethod]
    public void What_fits_fits_at_run_time()
    {
        ImmutableArray<InternedType> types = [.. Universe.Closed, .. Universe.Values];
        ImmutableArray<Type> real = [.. Universe.ClosedAtRunTime, .. Universe.ValuesAtRunTime];
        var fits = Matrix(types);
        var (wide, narrow) = (new List<string>(), new List<string>());
        var count = 0;
        for (var from = 0; from < types.Length; from++)
        {
            // A value type stands for its boxes here, and a ref struct has none.
            for (var to = 0; to < types.Length; to++)
            {
                var isReal = real[to].IsAssignableFrom(real[from]) && (from == to || !real[to].IsValueType);
                count += isReal ? 1 : 0;
                if (fits[from, to] && !isReal)
                {
                    wide.Add($"{real[from]} -> {real[to]}");
                }
                else if (!fits[from, to] && isReal && !real[from].IsByRefLike)
                {
                    narrow.Add($"{real[from]} -> {real[to]}");
                }
            }
        }

        Assert.IsGreaterThan(80, Universe.Closed.Length);
        Assert.IsGreaterThan(1_000, count);
        Assert.AreEqual("", Text(wide), "the verifier accepts what the runtime does not");
        Assert.AreEqual("", Text(narrow), "the verifier refuses what the runtime takes");
    }

    /// <summary>One-way: arguments that the verifier accepts, the runtime accepts.</summary>
    [TestMethod]
    public void Arguments_that_fit_make_a_type_at_run_time()
    {
        ImmutableArray<InternedType> types = [.. Universe.Closed, .. Universe.Values];
        ImmutableArray<Type> real = [.. Universe.ClosedAtRunTime, .. Universe.ValuesAtRunTime];
        var (wide, narrow) = (new List<string>(), new List<string>());
        var count = 0;
        for (var definition = 0; definition < Universe.Constrained.Length; definition++)
        {
            for (var argument = 0; argument < types.Length; argument++)
            {
                var instance = Universe.System.InstanceOf(Universe.Constrained[definition], [types[argument]]);
                var isAccepted = instance.Shape != TypeShape.Unusable && Constraints.FaultOf(instance, Universe.System) is null;
                var isReal = CanMake(Universe.ConstrainedAtRunTime[definition], real[argument]);
                count += isReal ? 0 : 1;
                if (isAccepted && !isReal)
                {
                    wide.Add($"{Universe.ConstrainedAtRunTime[definition].Name} of {real[argument]}");
                }
                else if (!isAccepted && isReal)
                {
                    narrow.Add($"{Universe.ConstrainedAtRunTime[definition].Name} of {real[argument]}");
                }
            }
        }

        Assert.IsGreaterThan(1_000, count);
        Assert.AreEqual("", Text(wide), "the verifier accepts what the runtime does not");
        Assert.AreEqual("", Text(narrow), "the verifier refuses what the runtime takes");
    }

    private static bool CanMake(Type definition, Type argument)
    {
        try
        {
            return definition.MakeGenericType(argument).TypeHandle.Value != 0;
        }
        catch (Exception exception) when (exception is ArgumentException or TypeLoadException or System.Security.VerificationException)
        {
            return false;
        }
    }

    private static bool[,] Matrix(ImmutableArray<InternedType> types)
    {
        var fits = new bool[types.Length, types.Length];
        for (var from = 0; from < types.Length; from++)
        {
            for (var to = 0; to < types.Length; to++)
            {
                fits[from, to] = Assignability.IsCompatible(types[from], types[to], Universe.System);
            }
        }

        return fits;
    }

    private static string Text(List<string> lines) => string.Join('\n', lines.Take(40)) + (lines.Count > 40 ? $"\n… {lines.Count}" : "");
}
