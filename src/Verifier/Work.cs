using System.Runtime.ExceptionServices;

namespace RExecIL.Verifier;

/// <summary>Work that several threads can share.</summary>
internal static class Work
{
    /// <summary>Does all pieces; returns when all are done. A fault of one is thrown as it is, as if there were one thread.</summary>
    /// <param name="count">How many pieces.</param>
    /// <param name="maxThreads">How many threads may take part, the caller's included.</param>
    /// <param name="piece">Does the piece of a number from 0.</param>
    internal static void Share(int count, int maxThreads, Action<int> piece)
    {
        if (maxThreads <= 1 || count <= 1)
        {
            for (var index = 0; index < count; index++)
            {
                piece(index);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = maxThreads }, piece);
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }
    }
}
