using System.Xml;

namespace RExecIL.Runtime.Xml;

/// <summary>What documents of guests may look like, so that no call of the framework takes more than was counted for them.</summary>
internal static class XmlLimits
{
    /// <summary>Elements inside each other: text, copies and comparison of a tree recurse, and indentation grows with its square.</summary>
    internal const int Depth = 256;

    /// <summary>Characters of a local name, and of a namespace.</summary>
    internal const int NameLength = 1_024;

    /// <summary>Characters of a prefix, which may stand before each name of a document.</summary>
    internal const int PrefixLength = 32;

    /// <summary>Prefixes that a guest may declare: the framework looks through those in scope one by one.</summary>
    internal const int Prefixes = 64;

    /// <summary>Names of one guest. The process keeps them while any name of the same namespace lives, the host's included.</summary>
    internal const int Names = 10_000;

    /// <summary>Characters of all names of one guest.</summary>
    internal const int NameCharacters = 512 * 1024;

    /// <summary>What goes beyond these limits; the framework's own documents may end in the same exception.</summary>
    internal static XmlException Exceeded(string what) => new($"A sandbox allows {what}.");

    /// <summary>Refuses what would be too deep.</summary>
    internal static void CheckDepth(long depth)
    {
        if (depth > Depth)
        {
            throw Exceeded($"at most {Depth} elements of XML inside each other");
        }
    }
}
