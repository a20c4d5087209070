namespace RExecIL.Verifier.Metadata;

/// <summary>All trusted assemblies that guest code may name: the installed framework, the guards, the host's contracts.</summary>
/// <remarks>
/// Images are opened and types decoded when a name first leads there. Safe to share between threads; meant to live as
/// long as the process, since what it has decoded is kept.
/// </remarks>
public sealed class ReferenceCatalog
{
    /// <summary>A catalog of the given images; the first of two with one name wins.</summary>
    public ReferenceCatalog(IEnumerable<ReferenceImage> images)
    {
        throw new NotImplementedException();
    }

    /// <summary>Why the assembly of that simple name is trusted, without case; null when it is not in the catalog.</summary>
    public ReferenceKind? KindOf(string assembly) => throw new NotImplementedException();

    /// <summary>The definition of a type, after type forwarders; null when there is none.</summary>
    internal TypeModel? Find(TypeIdentity identity) => throw new NotImplementedException();

    /// <summary>A type by full name in whichever framework assembly publicly defines it; null when there is none.</summary>
    internal TypeModel? FindFrameworkType(string fullName) => throw new NotImplementedException();
}
