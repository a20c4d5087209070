namespace RExecIL.Cli.Reports;

/// <summary>Renders the results of <c>verify</c> in one format.</summary>
internal interface IVerifyReport
{
    /// <summary>The next assembly, in the order of the command line.</summary>
    void Add(AssemblyReport assembly);

    /// <summary>There are no more.</summary>
    void Finish();
}
