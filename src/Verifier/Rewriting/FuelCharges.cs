using Mono.Cecil;
using Mono.Cecil.Cil;
using FrameworkNames = RExecIL.Verifier.Metadata.FrameworkNames;

namespace RExecIL.Verifier.Rewriting;

/// <summary>Charges fuel wherever a guest is checked, for the dearest way to the next check, before it is gone.</summary>
/// <remarks>
/// <code>
/// call Guard::Poll    =>   call Guard::Poll;  COST; call Guard::Burn(int32)
/// call Guard::Enter   =>   call Guard::Enter; COST; call Guard::Burn(int32)
/// filter { … }        =>   filter { …; COST; call Guard::BurnInFilter(int32); … }
/// </code>
/// <para>One unit is about one IL instruction. Checks stand at all loop headers, entries and handlers, so between two of them
/// the code has no circle, and the dearest way through it is found in one pass from its end. What a method without a check at its
/// entry costs is charged by its callers, so that small methods are still inlined.</para>
/// <para>The figures come from the code alone: the same input uses the same fuel on every machine, whatever the JIT does.
/// Where types would be initialized at a time that the runtime chooses, they are now when they are first used.</para>
/// </remarks>
internal sealed class FuelCharges
{
    /// <summary>Units of a call into the framework or the shims.</summary>
    private const int FrameworkCall = 10;

    /// <summary>Units of a call to another assembly of the guest's, or by reflection: a method without checks costs less.</summary>
    private const int UnknownCall = 1_000;

    /// <summary>Units of an exception, thrown or caught: the runtime takes microseconds to find its handler.</summary>
    private const int Exception = 1_000;

    /// <summary>Instructions by which a filter of the guest's steps aside, before its own begin.</summary>
    private const int StepsAside = 5;

    private readonly RewritingContext _context;
    private readonly Func<string, bool> _isGuest;
    private readonly Dictionary<MethodDefinition, long[]> _costs = [];
    private readonly HashSet<MethodDefinition> _open = [];

    private FuelCharges(RewritingContext context, Func<string, bool> isGuest) => (_context, _isGuest) = (context, isGuest);

    /// <summary>Charges all methods of a module.</summary>
    /// <param name="module">Rewritten by all passes.</param>
    /// <param name="context">Calls the guards.</param>
    /// <param name="isGuest">Whether an assembly of that simple name is the guest's.</param>
    internal static void Insert(ModuleDefinition module, RewritingContext context, Func<string, bool> isGuest)
    {
        var charges = new FuelCharges(context, isGuest);
        var methods = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToList();
        foreach (var method in methods)
        {
            charges.CostsOf(method);
        }

        foreach (var method in methods)
        {
            charges.Charge(method);
        }

        foreach (var type in module.GetTypes().Where(type => type.Methods.Any(method => method is { IsConstructor: true, IsStatic: true })))
        {
            type.IsBeforeFieldInit = false;
        }
    }

    private void Charge(MethodDefinition method)
    {
        var costs = _costs[method];
        var editor = new BodyEditor(method.Body);
        var instructions = editor.Instructions;
        for (var index = 0; index < instructions.Count; index++)
        {
            var instruction = instructions[index];
            if (IsCheck(instruction))
            {
                var cost = costs[index] + (IsCatch(instructions, index) ? Exception : 0);
                editor.InsertAfter(instruction, Charge(cost, "Burn"));
            }
            else if (NameOfGuard(instruction) is "AllocateArray" or "AllocateLarge" or "AllocateMemory")
            {
                instruction.Operand = _context.CallGuard(NameOfGuard(instruction) + "AndBurn").Operand;
            }
        }

        foreach (var clause in editor.ExceptionClauses.Where(IsFilterOfGuest))
        {
            var body = BodyEditor.Range(clause.FilterStart, clause.HandlerStart).Skip(StepsAside).ToList();
            editor.InsertBefore(body[0], Charge(body.Sum(CostOf), "BurnInFilter"));
        }

        editor.Finish();
    }

    private Instruction[] Charge(long cost, string guard) =>
        [Instruction.Create(OpCodes.Ldc_I4, (int)Math.Min(cost, int.MaxValue)), _context.CallGuard(guard)];

    /// <summary>What it costs to go on from each instruction up to the next check.</summary>
    /// <exception cref="NotSupportedException">A circle of code or calls has no check.</exception>
    private long[] CostsOf(MethodDefinition method)
    {
        if (_costs.TryGetValue(method, out var costs))
        {
            return costs;
        }

        if (!_open.Add(method))
        {
            throw new NotSupportedException($"{method.FullName} calls itself without a check.");
        }

        var instructions = method.Body.Instructions;
        var indexOf = new Dictionary<Instruction, int>(instructions.Count);
        for (var index = 0; index < instructions.Count; index++)
        {
            indexOf.Add(instructions[index], index);
        }

        // No branch leads to these: whoever enters the protected block pays for them.
        var entries = method.Body.ExceptionHandlers.ToLookup(clause => clause.TryStart, clause => Unchecked(clause).Sum(CostOf));
        costs = new long[instructions.Count];
        for (var index = instructions.Count - 1; index >= 0; index--)
        {
            costs[index] = CostOf(instructions[index]) + entries[instructions[index]].Sum() + Successors(instructions[index]).Max(next => next switch
            {
                null => 0,
                _ when IsCheck(next) => 0,
                _ when indexOf[next] > index => costs[indexOf[next]],
                _ => throw new NotSupportedException($"{method.FullName} comes back without a check."),
            });
        }

        _open.Remove(method);
        _costs.Add(method, costs);
        return costs;
    }

    /// <summary>Handlers that charge nothing by themselves: filters by type, and finally blocks that only compute.</summary>
    private static IEnumerable<Instruction> Unchecked(ExceptionHandler clause) => clause.HandlerType switch
    {
        _ when IsFilterOfGuest(clause) => [],
        ExceptionHandlerType.Filter => BodyEditor.Range(clause.FilterStart, clause.HandlerStart),
        _ when BodyEditor.Range(clause.HandlerStart, clause.HandlerEnd).Any(IsCheck) => [],
        _ => BodyEditor.Range(clause.HandlerStart, clause.HandlerEnd),
    };

    private static bool IsFilterOfGuest(ExceptionHandler clause) =>
        clause.HandlerType == ExceptionHandlerType.Filter && NameOfGuard(clause.FilterStart) == "IsTerminating";

    private static IEnumerable<Instruction?> Successors(Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Return or FlowControl.Throw => [null],
        FlowControl.Branch => [(Instruction)instruction.Operand],
        FlowControl.Cond_Branch when instruction.Operand is Instruction[] targets => [.. targets, instruction.Next],
        FlowControl.Cond_Branch => [(Instruction)instruction.Operand, instruction.Next],
        _ => [instruction.Next],
    };

    private long CostOf(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Throw or Code.Rethrow => Exception,
        Code.Call or Code.Callvirt or Code.Newobj => 1 + CostOfCall((MethodReference)instruction.Operand),
        _ => 1,
    };

    private long CostOfCall(MethodReference callee)
    {
        var type = callee.DeclaringType.GetElementType();
        if (type is TypeDefinition definition)
        {
            return callee.DeclaringType is not ArrayType
                && MetadataResolver.GetMethod(definition.Methods, callee.GetElementMethod()) is { HasBody: true } method
                && !IsCheck(method.Body.Instructions[0])
                    ? CostsOf(method)[0]
                    : FrameworkCall;
        }

        return callee.Name == "CreateInstance" || (type.Scope is AssemblyNameReference { Name: var name } && _isGuest(name)) ? UnknownCall
            : IsGuard(callee) || IsMeasure(callee) ? 0
            : FrameworkCall;
    }

    /// <summary>Whether a check stands where an exception is caught: behind the filter, at a conversion or at once.</summary>
    private static bool IsCatch(IReadOnlyList<Instruction> instructions, int check) =>
        (check > 0 && instructions[check - 1].OpCode.Code is Code.Endfilter)
        || (check > 1 && instructions[check - 2].OpCode.Code is Code.Endfilter);

    private static bool IsCheck(Instruction instruction) => NameOfGuard(instruction) is "Poll" or "Enter";

    private static string? NameOfGuard(Instruction instruction) =>
        instruction.OpCode.Code == Code.Call && IsGuard((MethodReference)instruction.Operand) ? ((MethodReference)instruction.Operand).Name : null;

    /// <summary>Whether a callee tells how large an argument is: what the member itself is charged covers that.</summary>
    private static bool IsMeasure(MethodReference callee) =>
        callee.DeclaringType is { Name: "Work" or "Measures", Namespace: "RExecIL.Runtime.Shims", Scope: AssemblyNameReference { Name: FrameworkNames.GuardLibrary } };

    private static bool IsGuard(MethodReference callee) =>
        callee.DeclaringType is { Name: "Guard", Scope: AssemblyNameReference { Name: FrameworkNames.SlotLibrary } };
}
