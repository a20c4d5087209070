namespace RExecIL.Inference.Framework;

/// <summary>What a framework was built for, as far as its code differs.</summary>
internal enum Platform
{
    /// <summary>Linux, and whatever else is none of the others.</summary>
    Linux,

    /// <summary>Windows.</summary>
    Windows,

    /// <summary>macOS.</summary>
    MacOS,
}
