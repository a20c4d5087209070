namespace RExecIL.Verifier.Metadata;

/// <summary>Where instructions lead.</summary>
internal static class ControlFlow
{
    /// <summary>The offsets that a branch, leave or switch may jump to; none for other instructions.</summary>
    internal static IEnumerable<int> TargetsOf(Instruction instruction) => instruction.Operand switch
    {
        BranchTarget target => [target.Offset],
        EquatableArray<int> targets => targets,
        _ => [],
    };

    /// <summary>The targets of branches that lead back: every loop passes one of them.</summary>
    internal static HashSet<int> LoopHeaders(MethodBodyModel body) =>
        [.. body.Instructions.Items.SelectMany(instruction =>
            TargetsOf(instruction).Where(target => target <= instruction.Offset))];
}
