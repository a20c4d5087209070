using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier;

/// <summary>Decides whether an untrusted assembly may run, and makes the bytes that may.</summary>
/// <remarks>
/// A pure function of its arguments: opens no file, loads no code, keeps no state between calls. Safe to share between
/// threads. Guest bytes can cause diagnostics, never an exception.
/// </remarks>
public sealed class AssemblyVerifier
{
    /// <summary>A verifier under a policy.</summary>
    /// <param name="policy">What guest code may use.</param>
    /// <param name="catalog">The trusted assemblies that guest code may name.</param>
    /// <param name="limits">How much an image may ask for; default <see cref="Limits.Default"/>.</param>
    public AssemblyVerifier(Policy policy, ReferenceCatalog catalog, Limits? limits = null)
    {
        throw new NotImplementedException();
    }

    /// <summary>Checks an assembly without rewriting it.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="findDependency">
    /// Gives a referenced assembly that is not in the catalog by simple name, or null when there is none.
    /// </param>
    /// <returns>The verdict on the assembly, then those on its dependencies in order of name.</returns>
    public IReadOnlyList<Verdict> Verify(GuestImage image, Func<string, GuestImage?> findDependency) =>
        throw new NotImplementedException();

    /// <summary>Checks an assembly and its dependencies, rewrites them, and checks the written bytes again.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="findDependency">As for <see cref="Verify"/>.</param>
    /// <returns>The only bytes that the loader takes, or why there are none.</returns>
    public Checked<TrustedClosure> Trust(GuestImage image, Func<string, GuestImage?> findDependency) =>
        throw new NotImplementedException();
}
