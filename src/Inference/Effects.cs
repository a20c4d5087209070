namespace RExecIL.Inference;

/// <summary>What a member of the framework can reach beyond computing on its arguments. A set of bits.</summary>
[Flags]
public enum Effects
{
    /// <summary>Computation only.</summary>
    None = 0,

    /// <summary>The system clock.</summary>
    TIME = 1 << 0,

    /// <summary>Randomness that the caller does not seed.</summary>
    RAND = 1 << 1,

    /// <summary>Files, folders and pipes.</summary>
    FS = 1 << 2,

    /// <summary>The network.</summary>
    NET = 1 << 3,

    /// <summary>Processes and signals.</summary>
    PROC = 1 << 4,

    /// <summary>Environment variables and the command line.</summary>
    ENV = 1 << 5,

    /// <summary>Facts of the machine and of the host program.</summary>
    HOST = 1 << 6,

    /// <summary>The terminal.</summary>
    CONSOLE = 1 << 7,

    /// <summary>Native code that no table knows, or a reference that resolves to nothing.</summary>
    NATIVE = 1 << 8,

    /// <summary>Memory beside the type system.</summary>
    UNSAFE = 1 << 9,

    /// <summary>Members found and used by name or handle.</summary>
    REFLECT = 1 << 10,

    /// <summary>Code made at run time.</summary>
    DYNCODE = 1 << 11,

    /// <summary>Assemblies and native libraries loaded.</summary>
    ASMLOAD = 1 << 12,

    /// <summary>Work that goes on on another thread.</summary>
    THREAD = 1 << 13,

    /// <summary>Waiting without end.</summary>
    BLOCK = 1 << 14,

    /// <summary>Stores what it is given where the whole process sees it.</summary>
    GSET = 1 << 15,

    /// <summary>Stores what it is given where the thread's other code sees it.</summary>
    TSET = 1 << 16,

    /// <summary>Writes a static field that it does not read.</summary>
    GWRITE = 1 << 17,

    /// <summary>Changes a collection that the whole process shares.</summary>
    GCOLL = 1 << 18,

    /// <summary>Hands out a mutable object that the whole process shares.</summary>
    GALIAS = 1 << 19,

    /// <summary>Calls a delegate that the host has left in a static field.</summary>
    HOSTCB = 1 << 20,

    /// <summary>Steers the garbage collector.</summary>
    GC = 1 << 21,

    /// <summary>Ends the process.</summary>
    EXIT = 1 << 22,

    /// <summary>Debugging, tracing and stack walks.</summary>
    DEBUG = 1 << 23,

    /// <summary>The native cryptographic library.</summary>
    CRYPTO = 1 << 24,

    /// <summary>The Windows registry.</summary>
    REG = 1 << 25,

    /// <summary>Not there on this platform, so nothing is known of what it does elsewhere.</summary>
    PNSE = 1 << 26,

    /// <summary>Member of a type whose members mostly have other effects.</summary>
    TYPE = 1 << 27,
}
