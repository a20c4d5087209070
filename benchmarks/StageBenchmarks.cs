using BenchmarkDotNet.Attributes;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>Each stage over the library set.</summary>
public class StageBenchmarks
{
    private Stages _stages = null!;

    /// <summary>Gives each stage its input.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _stages = new Stages(LibrarySet.Load(), LibrarySet.Catalog, LibrarySet.Policy, Limits.Default with { MaxThreads = 1 });
        _stages.Screen();
        _stages.Read();
        _stages.CheckPolicy();
    }

    /// <summary>RX0.</summary>
    [Benchmark]
    public void Screen() => _stages.Screen();

    /// <summary>RX1.</summary>
    [Benchmark]
    public void Read() => _stages.Read();

    /// <summary>RX2.</summary>
    [Benchmark]
    public int CheckPolicy() => _stages.CheckPolicy();

    /// <summary>RX3.</summary>
    [Benchmark]
    public int CheckTypes() => _stages.CheckTypes();
}
