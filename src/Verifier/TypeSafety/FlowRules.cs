using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>The rules that following a body's values and references enforces.</summary>
internal static class FlowRules
{
    internal static readonly DiagnosticDescriptor ControlFlow =
        new("RX3010", "Control flow leaves its block", "ECMA-335 III.1.7.1, II.19, III.3.46");

    internal static readonly DiagnosticDescriptor StackDepth =
        new("RX3011", "Evaluation stack has the wrong depth", "ECMA-335 III.1.7.4, III.1.8.1.3");

    internal static readonly DiagnosticDescriptor Merge =
        new("RX3012", "Values have no common type where paths meet", "ECMA-335 III.1.8.1.3");

    internal static readonly DiagnosticDescriptor WrongType =
        new("RX3013", "Value has the wrong type", "ECMA-335 III.1.8.1.2.3, III.3, III.4");

    internal static readonly DiagnosticDescriptor NoSuchSlot =
        new("RX3014", "Instruction names what is not there", "ECMA-335 III.1.7.2, III.4");

    internal static readonly DiagnosticDescriptor ReadOnlyWrite =
        new("RX3015", "Read-only reference is written through", "ECMA-335 III.1.8.1.2.2; measured: a string literal can be changed");

    internal static readonly DiagnosticDescriptor Escape =
        new("RX3016", "Reference outlives what it refers to", "C# language specification, ref safe contexts; ECMA-335 III.1.8.1.1");

    internal static readonly DiagnosticDescriptor Construction =
        new("RX3017", "Object is used before it is constructed, or constructed again", "ECMA-335 III.1.8.1.4");

    internal static readonly DiagnosticDescriptor MethodPointer =
        new("RX3018", "Method pointer is not made into a fitting delegate", "ECMA-335 III.1.8.1.5.2, III.4.21");

    internal static readonly DiagnosticDescriptor CallForm =
        new("RX3019", "Method cannot be called in this way", "ECMA-335 III.3.19, III.4.2, III.2.1");

    internal static readonly DiagnosticDescriptor Prefix =
        new("RX3020", "Prefix does not fit its instruction", "ECMA-335 III.2");

    internal static readonly DiagnosticDescriptor Access =
        new("RX3021", "Type or member is not accessible here", "ECMA-335 I.8.5.3");

    internal static readonly DiagnosticDescriptor Constraint =
        new("RX3022", "Generic argument violates a constraint", "ECMA-335 II.10.1.7");

    internal static readonly DiagnosticDescriptor InitOnly =
        new("RX3023", "Initonly field is written outside its constructor", "ECMA-335 II.16.1.2");

    internal static readonly DiagnosticDescriptor ByRefLike =
        new("RX3024", "Ref struct or reference is put where it cannot live", "ECMA-335 I.8.2.1.1; C# language specification, ref struct types");

    internal static readonly DiagnosticDescriptor StackAllocation =
        new("RX3026", "Stack memory is used other than as a span", "ECMA-335 III.3.47");

    internal static readonly DiagnosticDescriptor UninitializedLocals =
        new("RX3029", "Locals of written code do not start as zero", "ECMA-335 III.1.8.1.1; measured: the runtime clears object references alone");

    internal static readonly DiagnosticDescriptor TooComplex =
        new("RX3099", "Method is too complex to verify", "Fail closed: the work on a body is bounded by its size");
}
