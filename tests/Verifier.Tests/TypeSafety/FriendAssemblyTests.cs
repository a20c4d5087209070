using RExecIL.Testing;

namespace RExecIL.Verifier.Tests.TypeSafety;

/// <summary>What one guest assembly may name in another, and what it may when the other calls it a friend.</summary>
[TestClass]
public sealed class FriendAssemblyTests
{
    private const string Owner = """
        .assembly extern System.Runtime { .publickeytoken = (B0 3F 5F 7F 11 D5 0A 3A) .ver 10:0:0:0 }
        .assembly Owner
        {
          .custom instance void [System.Runtime]System.Runtime.CompilerServices.InternalsVisibleToAttribute::.ctor(string) = { string('Friend ') }
        }
        .module Owner.dll

        .class private auto ansi beforefieldinit Closed extends [System.Runtime]System.Object
        {
          .field assembly static int32 Internal
          .field private static int32 Private
        }
        .class public auto ansi beforefieldinit Open extends [System.Runtime]System.Object
        {
          .method public specialname rtspecialname instance void .ctor() cil managed { ldarg.0 call instance void [System.Runtime]System.Object::.ctor() ret }
          .method private static void CallPrivate() cil managed { ret }
          .method assembly static void CallInternal() cil managed { ret }
          .method family static void CallProtected() cil managed { ret }
          .method famorassem static void CallEither() cil managed { ret }
          .method famandassem static void CallBoth() cil managed { ret }
          .class nested public auto ansi beforefieldinit Inner extends [System.Runtime]System.Object {}
          .class nested family auto ansi beforefieldinit InnerOfFamily extends [System.Runtime]System.Object {}
          .class nested famandassem auto ansi beforefieldinit InnerOfBoth extends [System.Runtime]System.Object {}
        }

        """;

    private const string Strange = """

        .class public abstract auto ansi sealed beforefieldinit User extends [System.Runtime]System.Object
        {
          .method public static void Construct() cil managed { newobj instance void [Owner]Open::.ctor() pop ret }
          .method public static void Inner(object o) cil managed { ldarg.0 isinst [Owner]Open/Inner pop ret }
          .method public static void InnerOfFamily_RX3021(object o) cil managed { ldarg.0 isinst [Owner]Open/InnerOfFamily pop ret }
          .method public static void Private_RX3021() cil managed { call void [Owner]Open::CallPrivate() ret }
          .method public static void Internal_RX3021() cil managed { call void [Owner]Open::CallInternal() ret }
          .method public static void Protected_RX3021() cil managed { call void [Owner]Open::CallProtected() ret }
          .method public static void Either_RX3021() cil managed { call void [Owner]Open::CallEither() ret }
          .method public static void Both_RX3021() cil managed { call void [Owner]Open::CallBoth() ret }
          .method public static void InternalField_RX3021() cil managed { ldsfld int32 [Owner]Closed::Internal pop ret }
        }
        .class public auto ansi beforefieldinit Heir extends [Owner]Open
        {
          .method public static void Protected() cil managed { call void [Owner]Open::CallProtected() ret }
          .method public static void Either() cil managed { call void [Owner]Open::CallEither() ret }
          .method public static void Both_RX3021() cil managed { call void [Owner]Open::CallBoth() ret }
          .method public static void InnerOfFamily(object o) cil managed { ldarg.0 isinst [Owner]Open/InnerOfFamily pop ret }
          .method public static void InnerOfBoth_RX3021(object o) cil managed { ldarg.0 isinst [Owner]Open/InnerOfBoth pop ret }
        }
        """;

    private const string Friend = """

        .class public abstract auto ansi sealed beforefieldinit User extends [System.Runtime]System.Object
        {
          .method public static void Private_RX3021() cil managed { call void [Owner]Open::CallPrivate() ret }
          .method public static void Internal() cil managed { call void [Owner]Open::CallInternal() ret }
          .method public static void Protected_RX3021() cil managed { call void [Owner]Open::CallProtected() ret }
          .method public static void Either() cil managed { call void [Owner]Open::CallEither() ret }
          .method public static void Both_RX3021() cil managed { call void [Owner]Open::CallBoth() ret }
          .method public static void InternalField() cil managed { ldsfld int32 [Owner]Closed::Internal pop ret }
          .method public static void PrivateField_RX3021() cil managed { ldsfld int32 [Owner]Closed::Private pop ret }
        }
        .class public auto ansi beforefieldinit Heir extends [Owner]Open
        {
          .method public static void Both() cil managed { call void [Owner]Open::CallBoth() ret }
          .method public static void InnerOfBoth(object o) cil managed { ldarg.0 isinst [Owner]Open/InnerOfBoth pop ret }
        }
        """;

    [TestMethod]
    [DataRow("Strange", Strange)]
    [DataRow("Friend", Friend)]
    public void Each_name_across_assemblies_reports_what_it_ends_in(string name, string il)
    {
        var image = IlFixture.Assemble($$"""
            .assembly extern System.Runtime { .publickeytoken = (B0 3F 5F 7F 11 D5 0A 3A) .ver 10:0:0:0 }
            .assembly extern Owner { .ver 0:0:0:0 }
            .assembly {{name}} { .ver 1:0:0:0 }
            .module {{name}}.dll
            {{il}}
            """, name);
        var owner = IlFixture.Assemble(Owner, "Owner");

        var verdicts = TestVerifier.Script.Verify(image, asked => asked == "Owner" ? owner : null);

        NamedExpectations.Check(name, il, [.. verdicts[0].Diagnostics.Where(found => found.Id.StartsWith("RX3", StringComparison.Ordinal))]);
        Assert.IsTrue(verdicts[1].IsAccepted, string.Join('\n', verdicts[1].Diagnostics));
    }
}
