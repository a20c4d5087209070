using System.Reflection;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.AllowedMembers;

/// <summary>The members that a policy offers as they are, in the order in which they are called.</summary>
/// <remarks>
/// Handed to the process that calls them as a file of tokens, so that the model of the framework does not lie in the heap
/// that is verified after each call.
/// </remarks>
internal static class MemberList
{
    /// <summary>The methods and constructors that are allowed under a preset; what makes objects comes first.</summary>
    /// <remarks>Without the constructors of delegates, which take the method pointers that verified code has just loaded.</remarks>
    internal static List<Member> Allowed(string preset)
    {
        var catalog = InstalledRuntime.Catalog;
        var policy = Policy.Preset(preset, catalog);
        return [.. catalog.PublicFrameworkTypes()
            .Where(type => policy.Of(type).IsNamed)
            .SelectMany(type => type.Methods.Items
                .Where(method => IsPublic(method) && !(type.IsDelegate && method.IsConstructor) && policy.Of(type, method) is MemberVerdict.Allow)
                .Select(method => new Member(type.Identity.Assembly, method.Token, $"{type.Identity.FullName}::{method.Name}", method.IsConstructor || method.IsStatic)))
            .OrderBy(member => member.IsMaker ? 0 : 1)];
    }

    /// <summary>Members that do each kind of harm that the check looks for.</summary>
    internal static List<Member> Harmful() =>
    [
        .. Overloads(typeof(File), "WriteAllText"),
        .. Overloads(typeof(File), "ReadAllText"),
        .. Overloads(typeof(Directory), "CreateDirectory"),
        .. Overloads(typeof(System.Diagnostics.Process), "Start"),
        .. Overloads(typeof(System.Net.Dns), "GetHostAddresses"),
        .. Overloads(typeof(System.Numerics.Vector), "StoreUnsafe"),
        .. Overloads(typeof(System.Runtime.Intrinsics.Vector256), "StoreUnsafe"),
        .. Overloads(typeof(Environment), "FailFast"),
    ];

    private static IEnumerable<Member> Overloads(Type type, string name) => type.GetMember(name).Cast<MethodBase>()
        .Select(method => new Member(type.Assembly.GetName().Name!, method.MetadataToken, $"{type.FullName}::{name}", true));

    internal static void Write(string path, IEnumerable<Member> members) => File.WriteAllLines(
        path, members.Select(member => $"{member.Assembly}\t{member.Token:X8}\t{member.Name}"));

    internal static List<(MethodBase? Method, string Name)> Read(string path) =>
        [.. File.ReadLines(path).Select(line => line.Split('\t')).Select(parts => (Resolve(parts[0], Convert.ToInt32(parts[1], 16)), parts[2]))];

    private static MethodBase? Resolve(string assembly, int token)
    {
        try
        {
            return Assembly.Load(assembly).ManifestModule.ResolveMethod(token);
        }
        catch (Exception exception) when (exception is FileNotFoundException or TypeLoadException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsPublic(MethodModel method) => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;
}

/// <summary>An allowed method.</summary>
/// <param name="Assembly">Simple name of the assembly that defines it.</param>
/// <param name="Token">The MethodDef token.</param>
/// <param name="Name">For people.</param>
/// <param name="IsMaker">Whether it needs no object to be called on.</param>
internal sealed record Member(string Assembly, int Token, string Name, bool IsMaker);
