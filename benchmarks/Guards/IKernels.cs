namespace RExecIL.Benchmarks;

/// <summary>Small programs whose running time with and without guards is compared.</summary>
public interface IKernels
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>What a table calls one.</summary>
    string Name(int kernel);

    /// <summary>Runs one.</summary>
    /// <returns>A number that does not depend on how it was run.</returns>
    long Run(int kernel);
}
