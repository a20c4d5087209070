using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

/// <summary>Members that hand out power are never allowed as they are; a redirect or a denial is fine.</summary>
[TestClass]
public sealed class DangerTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "Policies");

    [TestMethod]
    public void No_dangerous_member_is_allowed_even_with_all_capabilities()
    {
        var policy = Policy.Preset("script", TestVerifier.Catalog).Granting(
            Capability.Read | Capability.Write | Capability.Environment | Capability.Import | Capability.Network);
        var types = TestVerifier.Catalog.PublicFrameworkTypes().ToLookup(type => type.Identity.FullName, StringComparer.Ordinal);
        var allowed = new List<string>();
        var matched = 0;
        foreach (var pattern in Patterns())
        {
            var (typeName, member) = (pattern[..pattern.IndexOf("::", StringComparison.Ordinal)], pattern[(pattern.IndexOf("::", StringComparison.Ordinal) + 2)..]);
            foreach (var type in types[typeName])
            {
                foreach (var method in type.Methods.Items.Where(method => Matches(member, type, method)))
                {
                    matched++;
                    if (policy.Of(type, method) is MemberVerdict.Allow)
                    {
                        allowed.Add($"{pattern}: {DocumentationId.Of(method)}");
                    }
                }

                foreach (var field in type.Fields.Items.Where(field => member == "*" || field.Name == member))
                {
                    matched++;
                    if (!type.BaseType!.ToString()!.EndsWith("Enum", StringComparison.Ordinal) && policy.Of(type, field) is MemberVerdict.Allow)
                    {
                        allowed.Add($"{pattern}: {DocumentationId.Of(field)}");
                    }
                }
            }
        }

        Assert.IsGreaterThan(2_000, matched, "The list no longer meets the runtime.");
        Assert.IsEmpty(allowed, string.Join('\n', allowed));
    }

    [TestMethod]
    public void No_static_method_that_is_allowed_sounds_like_a_change_of_shared_state()
    {
        string[] prefixes = ["set_", "Register", "Add", "Set", "Update", "Clear", "Remove", "Reset"];

        // Each of these changes its own argument or computes: reviewed one by one.
        string[] harmless =
        [
            "System.Array.Clear", "System.Array.Reverse", "System.BitConverter", "System.Buffer.SetByte", "System.Decimal.Add",
            "System.Delegate.Remove", "System.Delegate.RemoveAll", "System.Threading.Interlocked.Add",
            "System.Numerics.", "System.TimeZoneInfo.", "System.Collections.Generic.CollectionExtensions.",
            "System.Collections.Immutable.Immutable", "System.Char.", "System.Collections.Specialized.BitVector32.",
            "System.Data.SqlTypes.Sql", "System.Drawing.",
        ];
        var policy = Policy.Preset("script", TestVerifier.Catalog);
        var suspects = OfferedMethods(policy)
            .Where(offered => offered.Method.IsStatic && prefixes.Any(prefix => offered.Method.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(offered => DocumentationId.Of(offered.Method)[2..])
            .Where(id => !harmless.Any(start => id.StartsWith(start, StringComparison.Ordinal)))
            .ToList();

        Assert.IsEmpty(suspects, string.Join('\n', suspects));
    }

    [TestMethod]
    public void No_allowed_method_makes_something_by_a_type_argument_except_new_T()
    {
        var policy = Policy.Preset("script", TestVerifier.Catalog);
        var suspects = OfferedMethods(policy)
            .Where(offered => offered.Method.GenericParameters.Items.Any(parameter => parameter.CreatesArgument
                    && (parameter.Attributes & System.Reflection.GenericParameterAttributes.NotNullableValueTypeConstraint) == 0))
            .Select(offered => DocumentationId.Of(offered.Method))
            .ToList();

        Assert.IsEmpty(suspects, string.Join('\n', suspects));
    }

    private static IEnumerable<(TypeModel Type, MethodModel Method)> OfferedMethods(Policy policy) =>
        policy.Api.Baseline.TypeNames
            .Select(name => CatalogNames.FindType(TestVerifier.Catalog, name)!)
            .SelectMany(type => type.Methods.Items.Select(method => (type, method)))
            .Where(offered => policy.Of(offered.type, offered.method) is MemberVerdict.Allow);

    private static bool Matches(string pattern, TypeModel type, MethodModel method)
    {
        var name = pattern.Split('(')[0];
        if (name.EndsWith('*') ? !method.Name.StartsWith(name[..^1], StringComparison.Ordinal) : method.Name != name)
        {
            return false;
        }

        if (!pattern.Contains('(', StringComparison.Ordinal))
        {
            return true;
        }

        // "(" alone stands for all overloads that are not generic; "T" for any generic parameter.
        var wanted = pattern[pattern.IndexOf('(', StringComparison.Ordinal)..];
        var parameters = "(" + string.Join(",", method.Signature.Parameters.Items.Select(part => Spell(part))) + ")";
        return wanted == "("
            ? method.Signature.GenericParameterCount == 0
            : wanted.EndsWith('*') ? parameters.StartsWith(wanted[..^1], StringComparison.Ordinal) : parameters == wanted;
    }

    private static string Spell(TypeSignature type) => type switch
    {
        GenericParameterSignature => "T",
        ByReferenceSignature reference => Spell(reference.Element) + "&",
        ModifiedSignature modified => Spell(modified.Element),
        _ => type.ToString()!,
    };

    private static IEnumerable<string> Patterns() => File.ReadLines(Path.Combine(Folder, "danger.txt"))
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && line[0] != '#');
}
