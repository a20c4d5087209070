using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests;

/// <summary>Verifiers over the installed runtime, made once.</summary>
internal static class TestVerifier
{
    private static readonly Lazy<ReferenceCatalog> Installed = new(() => InstalledRuntime.Catalog);
    private static readonly Lazy<AssemblyVerifier> ScriptVerifier = new(() => new(Policy.Preset("script", Catalog), Catalog));

    internal static ReferenceCatalog Catalog => Installed.Value;

    /// <summary>Under the preset <c>script</c>.</summary>
    internal static AssemblyVerifier Script => ScriptVerifier.Value;
}
