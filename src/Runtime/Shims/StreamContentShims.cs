using RExecIL.Runtime.Network;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the making of <see cref="StreamContent"/>, whose own copying lends guests a buffer that the process shares.</summary>
public static class StreamContentShims
{
    /// <inheritdoc cref="StreamContent(Stream)"/>
    public static StreamContent Create(Stream content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new GuestStreamContent(content, sandbox);
    }

    /// <inheritdoc cref="StreamContent(Stream, int)"/>
    /// <remarks>The size of the buffer is the sandbox's to choose.</remarks>
    public static StreamContent Create(Stream content, int bufferSize, Sandbox sandbox)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
        return Create(content, sandbox);
    }
}
