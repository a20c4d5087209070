using BenchmarkDotNet.Attributes;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>All stages through the public interface, over the library set.</summary>
public class VerificationBenchmarks
{
    private IReadOnlyList<GuestImage> _images = null!;
    private DirectoryHooks _hooks = null!;
    private AssemblyVerifier _verifier = null!;

    /// <summary>Threads that may take part.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Reads the files.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _images = LibrarySet.Load();
        _hooks = new DirectoryHooks(LibrarySet.Folder);
        _verifier = new AssemblyVerifier(LibrarySet.Policy, LibrarySet.Catalog, Limits.Default with { MaxThreads = Threads });
    }

    /// <summary>Each library with what it needs.</summary>
    [Benchmark]
    public int Verify() => _images.Sum(image => _verifier.Verify(image, _hooks.FindModule).Count);
}
