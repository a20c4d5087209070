namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what <see cref="Guid"/> takes from the clock.</summary>
public static class GuidShims
{
    /// <inheritdoc cref="Guid.CreateVersion7()"/>
    public static Guid CreateVersion7(Sandbox sandbox) => Guid.CreateVersion7(new DateTimeOffset(sandbox.Clock.UtcNow));
}
