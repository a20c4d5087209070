using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace RExecIL.Benchmarks;

/// <summary>
/// How BenchmarkDotNet runs: inside this process, since the project that it would otherwise generate falls under the
/// repository's lock files and analyzers.
/// </summary>
internal static class InProcessConfig
{
    internal static IConfig Make() => DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.Median);
}
