using RExecIL.Testing;

namespace RExecIL.Inference.Tests;

/// <summary>A line of <c>danger.txt</c>: <c>Type::Member</c>, with <c>*</c> for any rest, and the start of the parameters.</summary>
internal sealed record DangerPattern(string Type, string Member, string? Parameters)
{
    /// <summary>A sandbox seeds randomness, so it is no danger there.</summary>
    internal bool IsHarmlessWhenRandomnessIs => (Type, Member) is ("System.Guid", "NewGuid");

    internal static IEnumerable<DangerPattern> Read() =>
        File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "Inference.Tests", "danger.txt"))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse);

    internal bool Matches(SurfaceMember member)
    {
        var local = member.Local[2..].Replace('#', '.');
        var end = local.IndexOf('(', StringComparison.Ordinal);
        var name = (end < 0 ? local : local[..end]).Split("``")[0];
        return (Member.EndsWith('*') ? name.StartsWith(Member[..^1], StringComparison.Ordinal) : name == Member)
            && (Parameters is null || (end >= 0 && local[end..].StartsWith(Parameters, StringComparison.Ordinal)));
    }

    private static DangerPattern Parse(string line)
    {
        var colons = line.IndexOf("::", StringComparison.Ordinal);
        var member = line[(colons + 2)..];
        var open = member.IndexOf('(', StringComparison.Ordinal);

        // A * behind the parameters is any rest; one before it is a pointer.
        return new DangerPattern(
            line[..colons].Replace('/', '.'),
            open < 0 ? member : member[..open],
            open < 0 ? null : member[open..].EndsWith('*') ? member[open..^1] : member[open..]);
    }
}
