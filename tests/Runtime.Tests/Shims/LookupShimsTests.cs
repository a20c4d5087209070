using System.Reflection;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

/// <summary>
/// Types and assemblies by name. The test assembly plays the guest; its own types are named <c>RExecIL.…</c>.
/// </summary>
[TestClass]
public sealed class LookupShimsTests
{
    private static readonly TestSandbox Sandbox = new();

    [TestMethod]
    public void A_type_of_the_guest_is_found_by_name()
    {
        Assert.AreEqual(typeof(global::LookedUp), TypeShims.GetType("LookedUp", Sandbox));
        Assert.AreEqual(typeof(global::LookedUp), TypeShims.GetType("LookedUp, RExecIL.Runtime.Tests, Version=9.0.0.0", Sandbox));
        Assert.AreEqual(typeof(global::LookedUp), TypeShims.GetType("lookedup", throwOnError: true, ignoreCase: true, Sandbox));
    }

    [TestMethod]
    [DataRow("System.String")]
    [DataRow("System.IO.File")]
    [DataRow("System.Diagnostics.Process, System.Diagnostics.Process")]
    [DataRow("System.String, System.Private.CoreLib")]
    [DataRow("LookedUp, Other")]
    [DataRow("LookedUp[]")]
    [DataRow("LookedUp*")]
    [DataRow("LookedUp&")]
    [DataRow("System.Collections.Generic.List`1[[System.IO.File]], RExecIL.Runtime.Tests")]
    [DataRow("RExecIL.Runtime.Tests.TestSandbox")]
    [DataRow("Looked\\Up")]
    [DataRow("")]
    [DataRow(",")]
    public void No_other_type_is(string name)
    {
        Assert.IsNull(TypeShims.GetType(name, Sandbox));
        Assert.ThrowsExactly<TypeLoadException>(() => TypeShims.GetType(name, throwOnError: true, Sandbox));
    }

    [TestMethod]
    public void Objects_are_created_of_the_guests_own_types_only()
    {
        Assert.IsInstanceOfType<global::LookedUp>(
            ActivatorShims.CreateInstance("RExecIL.Runtime.Tests", "LookedUp", Sandbox)!.Unwrap());
        Assert.IsInstanceOfType<global::LookedUp>(ActivatorShims.CreateInstance(null, "LookedUp", Sandbox)!.Unwrap());
        Assert.ThrowsExactly<FileNotFoundException>(
            () => ActivatorShims.CreateInstance("System.Private.CoreLib", "System.Object", Sandbox));
        Assert.ThrowsExactly<TypeLoadException>(
            () => ActivatorShims.CreateInstance("RExecIL.Runtime.Tests", "System.Object", Sandbox));
    }

    [TestMethod]
    public void Assemblies_come_from_the_sandbox_by_name_and_never_from_a_file_or_bytes()
    {
        var own = typeof(LookupShimsTests).Assembly;

        Assert.AreSame(own, AssemblyShims.Load("RExecIL.Runtime.Tests", Sandbox));
        Assert.AreSame(own, AssemblyShims.Load(new AssemblyName("RExecIL.Runtime.Tests"), Sandbox));
        Assert.AreSame(own, AssemblyShims.LoadFrom("/nowhere/RExecIL.Runtime.Tests.dll", Sandbox));
        Assert.ThrowsExactly<FileNotFoundException>(() => AssemblyShims.LoadFile(typeof(object).Assembly.Location, Sandbox));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => AssemblyShims.Load([1]));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => AssemblyShims.Load([1], null));
    }
}
