using BenchmarkDotNet.Attributes;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>The same code 1 to 64 times in one image, on one thread.</summary>
public class ScalingBenchmarks
{
    private readonly AssemblyVerifier _verifier = new(LibrarySet.Policy, LibrarySet.Catalog, Limits.Default with { MaxThreads = 1 });
    private GuestImage _image = null!;

    /// <summary>How often the code is repeated.</summary>
    [Params(1, 4, 16, 64)]
    public int Repetitions { get; set; }

    /// <summary>Compiles the image.</summary>
    [GlobalSetup]
    public void Prepare() => _image = RepeatedCode.Compile(Repetitions);

    /// <summary>All stages.</summary>
    [Benchmark]
    public int Verify() => _verifier.Verify(_image, static _ => null).Count;
}
