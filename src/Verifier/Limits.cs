namespace RExecIL.Verifier;

/// <summary>How much an image may ask of the verifier. What goes over a limit is refused, never cut.</summary>
/// <remarks>
/// The defaults let every one of the large public libraries pass and keep the work on hostile bytes bounded: time and
/// memory grow with the image size, never with a number that the image merely states. Immutable.
/// </remarks>
public sealed record Limits
{
    /// <summary>The defaults below.</summary>
    public static Limits Default { get; } = new();

    /// <summary>Size of an image, in bytes. Default 64 MiB.</summary>
    public int MaxImageSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>Size of a symbol file, embedded (after decompression) or beside the image, in bytes. Default 64 MiB.</summary>
    public int MaxSymbolsSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>PE sections. Default 16; compilers write three.</summary>
    public int MaxSections { get; init; } = 16;

    /// <summary>Rows of one metadata table. Default 1,000,000.</summary>
    public int MaxTableRows { get; init; } = 1_000_000;

    /// <summary>Nesting of a signature: arrays, pointers, generic arguments, modifiers. Default 32.</summary>
    /// <remarks>CoreCLR takes 20 s at 2,000 and overflows the stack at 60,000 (measured, .NET 10.0.12).</remarks>
    public int MaxSignatureDepth { get; init; } = 32;

    /// <summary>Elements (types, modifiers, parameters) of one signature. Default 4,096.</summary>
    public int MaxSignatureElements { get; init; } = 4_096;

    /// <summary>Parameters of one method, generic parameters or generic arguments of one type or method. Default 256.</summary>
    public int MaxParameters { get; init; } = 256;

    /// <summary>Local variables of one method. Default 4,096.</summary>
    public int MaxLocals { get; init; } = 4_096;

    /// <summary>Size of the IL of one method, in bytes. Default 512 KiB.</summary>
    public int MaxBodySize { get; init; } = 512 * 1024;

    /// <summary>The <c>.maxstack</c> of one method, in slots. Default 4,096.</summary>
    /// <remarks>
    /// The JIT takes 18 s on a stack 30,000 deep, 0.8 s on one of 4,096, and cannot be interrupted (measured, .NET 10.0.12). The C#
    /// compiler asks for some fifteen slots for each property of a class that is described for JSON, and uses few of them.
    /// </remarks>
    public int MaxStack { get; init; } = 4_096;

    /// <summary>Exception clauses of one method. Default 512.</summary>
    public int MaxExceptionClauses { get; init; } = 512;

    /// <summary>Nesting of types in types, and length of a chain of base types inside the image. Default 64.</summary>
    public int MaxTypeDepth { get; init; } = 64;

    /// <summary>Length of a name or literal in a metadata heap, in bytes of UTF-8. Default 1,024 for names.</summary>
    public int MaxNameLength { get; init; } = 1_024;

    /// <summary>Elements of an inline array. Default 1,024.</summary>
    public int MaxInlineArrayLength { get; init; } = 1_024;

    /// <summary>Explicit size of a value type that locals or fields may have, in bytes. Default 1 MiB (array data).</summary>
    public int MaxClassSize { get; init; } = 1024 * 1024;

    /// <summary>Stack that the frame of one method may take, in bytes. Default 32 KiB.</summary>
    public int MaxFrameSize { get; init; } = 32 * 1024;

    /// <summary>Size of a value type that stands for a type parameter, in bytes. Default 4 KiB.</summary>
    public int MaxGenericArgumentSize { get; init; } = 4 * 1024;

    /// <summary>Assemblies that one may need, directly or not, outside the catalog. Default 128.</summary>
    public int MaxDependencies { get; init; } = 128;

    /// <summary>Diagnostics reported for one assembly; those beyond are left out. Default 10,000.</summary>
    public int MaxDiagnostics { get; init; } = 10_000;

    /// <summary>Threads that verify one assembly at once; 1 for none but the caller's. Default: one for each processor.</summary>
    /// <remarks>Verdicts do not depend on it.</remarks>
#pragma warning disable RS0030 // Says how fast the work is done, never what is found.
    public int MaxThreads { get; init; } = Environment.ProcessorCount;
#pragma warning restore RS0030
}
