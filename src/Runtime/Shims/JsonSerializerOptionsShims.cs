using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for settings of JSON that decide how deep the framework recurses and how much it allocates at once.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class JsonSerializerOptionsShims
{
    /// <summary>Values inside each other: the framework calls itself for each, and its frames are large.</summary>
    internal const int MaxDepth = 1_000;

    /// <summary>What is allowed when nothing is said.</summary>
    private const int DefaultDepth = 64;

    /// <summary>Bytes that are read, or written, between two looks at what was allocated.</summary>
    private const int LargestBuffer = 64 * 1024;

    /// <summary>As the property, but never more than a thousand.</summary>
    public static void set_MaxDepth(JsonSerializerOptions self, int value) => self.MaxDepth = Math.Min(value, MaxDepth);

    /// <summary>As the property, but never more than 64 KiB.</summary>
    public static void set_DefaultBufferSize(JsonSerializerOptions self, int value) => self.DefaultBufferSize = Math.Min(value, LargestBuffer);

    /// <summary>How deep values may be.</summary>
    internal static int DepthOf(JsonSerializerOptions options) => options.MaxDepth == 0 ? DefaultDepth : options.MaxDepth;
}
