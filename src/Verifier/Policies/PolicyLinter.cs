using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>Finds words of a policy file that decide nothing, or more than people see. Safe to share between threads.</summary>
/// <remarks>Each pattern is taken out, and what the policy then says of its members is compared.</remarks>
public static class PolicyLinter
{
    /// <summary>All findings in order of place: the faults that reject the file, or what is odd about an accepted one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="findParent">Gives the file that it extends, as for <see cref="PolicyReader"/>.</param>
    /// <param name="catalog">The trusted assemblies whose members it names.</param>
    public static IReadOnlyList<Diagnostic> Lint(
        PolicySource source, Func<PolicySource, string, PolicySource?> findParent, ReferenceCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(source);
        var read = PolicyReader.Read(source, findParent, catalog);
        if (!read.IsAccepted)
        {
            return read.Diagnostics;
        }

        var file = PolicyFile.Read(source.Name, source.Utf8, []);
        var inspector = new PolicyInspector(read.Value, catalog);
        return
        [
            .. file.Root.List("allow").Items.Select(word => OfAllow(word, read.Value, inspector, catalog, file))
                .Concat(file.Root.List("deny").Items.Select(word => OfDeny(word, read.Value, inspector, catalog, file)))
                .OfType<Diagnostic>()
                .OrderBy(found => found.Location.Line)
                .ThenBy(found => found.Location.Column),
        ];
    }

    private static Diagnostic? OfAllow(PolicyWord word, Policy policy, PolicyInspector inspector, ReferenceCatalog catalog, PolicyFile file)
    {
        if (!MemberPattern.TryParse(word.Text, out var pattern, out _, out _))
        {
            return null;
        }

        var changed = Changed(pattern!, inspector, new PolicyInspector(policy.WithoutAllowing(pattern!), catalog), out var members);
        return members.Count == 0 ? null // Of a contract, whose members the host answers for.
            : changed == 0 && members.TrueForAll(member => member.Access == MemberAccess.Deny)
                ? PolicyRules.NeverDecides.At(file.LocationAt(word.Offset), $"\"allow\": {word.Text} decides nothing: \"deny\" refuses all that it names. Remove one of the two.")
            : changed == 0
                ? PolicyRules.Redundant.At(file.LocationAt(word.Offset), $"\"allow\": {word.Text} decides nothing: all that it names is offered without it. Remove it.")
            : pattern!.Kind == PatternKind.Type
                ? PolicyRules.Wide.At(
                    file.LocationAt(word.Offset),
                    $"\"allow\": {word.Text} allows {changed} members now, and whatever a later runtime adds to the type. Name the members that guests need.")
            : null;
    }

    private static Diagnostic? OfDeny(PolicyWord word, Policy policy, PolicyInspector inspector, ReferenceCatalog catalog, PolicyFile file) =>
        MemberPattern.TryParse(word.Text, out var pattern, out _, out _)
        && Changed(pattern!, inspector, new PolicyInspector(policy.WithoutDenying(pattern!), catalog), out var members) == 0
        && members.Count > 0
            ? PolicyRules.Redundant.At(file.LocationAt(word.Offset), $"\"deny\": {word.Text} decides nothing: all that it names is denied without it. Remove it.")
            : null;

    private static int Changed(MemberPattern pattern, PolicyInspector with, PolicyInspector without, out List<MemberDecision> members)
    {
        members = [.. with.Matching(pattern)];
        return members.Zip(without.Matching(pattern)).Count(pair => pair.First.Access != pair.Second.Access);
    }
}
