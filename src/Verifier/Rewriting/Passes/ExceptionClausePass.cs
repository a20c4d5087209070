using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RExecIL.Verifier.Rewriting.Passes;

/// <summary>Makes every handler step aside while the guest is being ended, so that none can swallow or outlast the end.</summary>
/// <remarks>
/// <code>
/// catch (T) {…}   =>  filter { isinst T; ldnull; cgt.un; call IsTerminating; ldc.i4.0; ceq; and; endfilter }
///                     handler { castclass T; call Enter; … }
/// filter {…}      =>  filter { call IsTerminating; brfalse BODY; pop; ldc.i4.0; br END; BODY: … END: endfilter }
///                     handler { call Enter; … }
/// finally {…}     =>  finally { call IsTerminating; brfalse BODY; endfinally; BODY: call Enter; … }
/// </code>
/// Handlers are skipped, never thrown out of: each throw inside a handler keeps 15 KB of stack (measured). For the same
/// reason each checks the stack first: a thousand frames that catch and throw in turn would use up 16 MB without one call.
/// A finally block that only gives a lock back, or computes with local variables, still runs.
/// What is put before a finally block also keeps a loop from coming back to the very start of its handler: the JIT of
/// 10.0.12 ends the process over such a loop while it guesses how often each block runs (measured).
/// </remarks>
internal sealed class ExceptionClausePass : IRewritingPass
{
    public void Rewrite(MethodDefinition method, BodyEditor editor, RewritingContext context)
    {
        foreach (var clause in editor.ExceptionClauses)
        {
            switch (clause.HandlerType)
            {
                case ExceptionHandlerType.Catch:
                    GuardCatch(clause, editor, context);
                    break;
                case ExceptionHandlerType.Filter:
                    GuardFilter(clause, editor, context);
                    break;
                case ExceptionHandlerType.Finally or ExceptionHandlerType.Fault:
                    if (!EndsByItself(clause))
                    {
                        GuardFinally(clause, editor, context);
                    }

                    break;
            }
        }
    }

    private static void GuardCatch(ExceptionHandler clause, BodyEditor editor, RewritingContext context)
    {
        // The old start becomes the filter's start, so blocks that ended there still end before the filter.
        var start = clause.HandlerStart;
        var cast = Instruction.Create(clause.CatchType is GenericParameter ? OpCodes.Unbox_Any : OpCodes.Castclass, clause.CatchType);
        editor.InsertBefore(
            start,
            Instruction.Create(OpCodes.Isinst, clause.CatchType),
            Instruction.Create(OpCodes.Ldnull),
            Instruction.Create(OpCodes.Cgt_Un),
            context.CallGuard("IsTerminating"),
            Instruction.Create(OpCodes.Ldc_I4, 0),
            Instruction.Create(OpCodes.Ceq),
            Instruction.Create(OpCodes.And),
            Instruction.Create(OpCodes.Endfilter),
            cast,
            context.CallGuard("Enter"));
        clause.HandlerType = ExceptionHandlerType.Filter;
        clause.FilterStart = start;
        clause.HandlerStart = cast;
        clause.CatchType = null;
    }

    private static void GuardFilter(ExceptionHandler clause, BodyEditor editor, RewritingContext context)
    {
        var end = BodyEditor.Range(clause.FilterStart, clause.HandlerStart).Last(instruction => instruction.OpCode.Code == Code.Endfilter);
        var branch = Instruction.Create(OpCodes.Brfalse, end);
        var body = editor.InsertBefore(
            clause.FilterStart,
            context.CallGuard("IsTerminating"),
            branch,
            Instruction.Create(OpCodes.Pop),
            Instruction.Create(OpCodes.Ldc_I4, 0),
            Instruction.Create(OpCodes.Br, end));
        branch.Operand = body;
        editor.InsertBefore(clause.HandlerStart, context.CallGuard("Enter"));
    }

    private static void GuardFinally(ExceptionHandler clause, BodyEditor editor, RewritingContext context)
    {
        var enter = context.CallGuard("Enter");
        editor.InsertAtHandler(
            clause,
            context.CallGuard("IsTerminating"),
            Instruction.Create(OpCodes.Brfalse, enter),
            Instruction.Create(OpCodes.Endfinally),
            enter);
    }

    /// <summary>
    /// Whether the handler does nothing that could throw or take long: it gives back a lock, as C# writes it for
    /// <c>lock</c>, or computes with its own variables.
    /// </summary>
    private static bool EndsByItself(ExceptionHandler clause)
    {
        var seen = new HashSet<Instruction>();
        foreach (var instruction in BodyEditor.Range(clause.HandlerStart, clause.HandlerEnd))
        {
            seen.Add(instruction);
            var isPlain = instruction.OpCode.Code switch
            {
                Code.Nop or Code.Dup or Code.Pop or Code.Endfinally
                    or Code.Ldloc or Code.Ldarg or Code.Stloc or Code.Starg
                    or Code.Ldc_I4 or Code.Ldc_I8 or Code.Ldc_R4 or Code.Ldc_R8 or Code.Ldnull
                    or Code.Add or Code.Sub or Code.Mul or Code.Neg or Code.Not or Code.And or Code.Or or Code.Xor
                    or Code.Shl or Code.Shr or Code.Shr_Un or Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un
                    or Code.Conv_I1 or Code.Conv_I2 or Code.Conv_I4 or Code.Conv_I8 or Code.Conv_R4 or Code.Conv_R8
                    or Code.Conv_U1 or Code.Conv_U2 or Code.Conv_U4 or Code.Conv_U8 => true,
                Code.Brfalse or Code.Brtrue or Code.Br or Code.Beq or Code.Bne_Un or Code.Bge or Code.Bge_Un or Code.Bgt
                    or Code.Bgt_Un or Code.Ble or Code.Ble_Un or Code.Blt or Code.Blt_Un =>
                    !seen.Contains((Instruction)instruction.Operand),
                Code.Call => IsUnlock((MethodReference)instruction.Operand),
                _ => false,
            };
            if (!isPlain)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsUnlock(MethodReference callee) =>
        callee is { Name: "Exit", DeclaringType: { Name: "MonitorShims", Scope: AssemblyNameReference { Name: Metadata.FrameworkNames.GuardLibrary } } };
}
