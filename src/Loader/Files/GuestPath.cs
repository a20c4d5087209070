namespace RExecIL.Files;

/// <summary>A path of a guest.</summary>
/// <param name="Full">Absolute, without dots.</param>
/// <param name="Written">As the guest wrote it, for messages.</param>
/// <param name="Asker">Whose request it is; null for a step of a request that is decided already.</param>
internal readonly record struct GuestPath(string Full, string Written, GuestAssembly? Asker = null);

/// <summary>Somebody has allowed what was not granted: to be tried again under more grants. Never leaves <see cref="FileCapability"/>.</summary>
/// <param name="access">Reading or writing.</param>
/// <param name="real">The path.</param>
internal sealed class NewlyGrantedException(FileAccess access, string real) : Exception
{
    internal FileAccess Access { get; } = access;

    internal string Real { get; } = real;
}
