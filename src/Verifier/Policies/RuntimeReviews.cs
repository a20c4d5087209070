using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>Which builds of the framework RExecIL's lists may speak for. Safe to share between threads.</summary>
public static class RuntimeReviews
{
    private const string Shipped = "net10.0/runtimes.txt";

    /// <summary>Whether a build is reviewed: by RExecIL, or by a review of the host's own that still counts.</summary>
    /// <param name="core">The module version of the build's <c>System.Private.CoreLib</c>.</param>
    /// <param name="review">What <c>rexec-il policy recompute</c> wrote, or null.</param>
    /// <exception cref="FormatException">The review is none.</exception>
    public static bool Cover(Guid core, string? review) => Find(core, review) is not null;

    /// <summary>
    /// The build of a core library. A review that was held against other effects than those that RExecIL ships does not count.
    /// </summary>
    internal static RuntimeBuild? Find(Guid core, string? review)
    {
        var shipped = PolicyResources.Text(Shipped);
        return RuntimeBuild.Find(shipped, core)
            ?? (review is not null && RuntimeBuild.Basis(review) == RuntimeBuild.Basis(shipped) ? RuntimeBuild.Find(review, core) : null);
    }
}
