using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>What the rules left for the rewriter to replace, by method token and IL offset.</summary>
internal sealed class RewritingPlan
{
    private static readonly TypeIdentity Attribute = new(FrameworkNames.CoreLibrary, "System", "Attribute");

    private readonly Dictionary<(int Method, int Offset), Judgement.Redirected> _redirects = [];
    private readonly Dictionary<(int Method, int Offset), OpenEnumerator> _boxes = [];
    private readonly HashSet<(int Method, int Offset)> _dataSpans = [];
    private readonly HashSet<(int Method, int Offset)> _foreignAddresses = [];
    private readonly Dictionary<int, string> _bodies = [];
    private readonly HashSet<int> _tellsAttributes = [];
    private readonly ILookup<int, StackAllocation> _stackAllocations;
    private readonly Dictionary<int, HashSet<int>> _loopHeaders = [];
    private readonly IReadOnlySet<int> _delegateTargets;
    private readonly HashSet<int> _allocating = [];
    private readonly HashSet<int> _ofValues = [];
    private readonly HashSet<int> _checkedInDelegates = [];
    private readonly Dictionary<int, EquatableArray<SizeTerm>> _sizes = [];
    private readonly Dictionary<(int Method, ILOpCode Use, int Constraint), WorkCharge> _work = [];
    private readonly HashSet<int> _guardedEntries = [];
    private readonly HashSet<int> _attributes = [];

    private RewritingPlan(IReadOnlySet<int> delegateTargets, IEnumerable<StackAllocation> stackAllocations, bool metersFuel)
    {
        (_delegateTargets, MetersFuel) = (delegateTargets, metersFuel);
        _stackAllocations = stackAllocations.ToLookup(allocation => allocation.Method);
    }

    /// <summary>Whether the code is to charge fuel.</summary>
    internal bool MetersFuel { get; }

    /// <summary>The shim to call for the member that an instruction names; null to leave it.</summary>
    internal Judgement.Redirected? RedirectAt(int method, int offset) => _redirects.GetValueOrDefault((method, offset));

    /// <summary>What an instruction boxes that is not to be boxed; null to leave it.</summary>
    internal OpenEnumerator? BoxAt(int method, int offset) => _boxes.GetValueOrDefault((method, offset));

    /// <summary>Whether a constant span of bytes begins at the instruction (<see cref="CompilerIdioms.IsDataSpan"/>).</summary>
    internal bool IsDataSpanAt(int method, int offset) => _dataSpans.Contains((method, offset));

    /// <summary>Whether the instruction takes the address of a static field that belongs to none of the guests.</summary>
    internal bool IsForeignAddressAt(int method, int offset) => _foreignAddresses.Contains((method, offset));

    /// <summary>The shim that stands for the whole body of a method; null to keep the body.</summary>
    internal string? BodyOf(int method) => _bodies.GetValueOrDefault(method);

    /// <summary>Whether a method tells where attributes are (<see cref="CompilerIdioms.TellsAttributes"/>).</summary>
    internal bool TellsAttributes(int method) => _tellsAttributes.Contains(method);

    /// <summary>The offsets of the instructions that loops come back to.</summary>
    internal IReadOnlySet<int> LoopHeadersOf(int method) => _loopHeaders.GetValueOrDefault(method) ?? [];

    /// <summary>Whether some assembly of the guest loads the method's address, so that the framework can call it.</summary>
    internal bool IsDelegateTarget(int method) => _delegateTargets.Contains(method);

    /// <summary>Whether the method that a token names is the framework's and may allocate.</summary>
    internal bool MayAllocate(int method) => _allocating.Contains(method);

    /// <summary>What the framework's method that a token names allocates at once by its arguments; empty for not much.</summary>
    internal EquatableArray<SizeTerm> SizesOf(int method) => _sizes.GetValueOrDefault(method);

    /// <summary>What a use of the framework's method that a token names is charged with; null for nothing, and where fuel is not metered.</summary>
    /// <param name="method">The token.</param>
    /// <param name="use">The instruction.</param>
    /// <param name="constraint">The token of the type that a prefix says of the instance; 0 for none.</param>
    internal WorkCharge? WorkOf(int method, ILOpCode use, int constraint) => _work.GetValueOrDefault((method, use, constraint));

    /// <summary>Whether a delegate of the method that a token names checks before it calls it.</summary>
    internal bool ChecksInDelegate(int method) => _checkedInDelegates.Contains(method);

    /// <summary>Whether the method that a token names belongs to a value type.</summary>
    internal bool IsOfValue(int method) => _ofValues.Contains(method);

    /// <summary>Whether recursion can come through a method's entry.</summary>
    internal bool NeedsEntryGuard(int method) => _guardedEntries.Contains(method);

    /// <summary>Whether a class extends an attribute of the framework's, which compares by reflection.</summary>
    internal bool IsAttribute(int type) => _attributes.Contains(type);

    /// <summary>What a method allocates on the stack, in order of offset.</summary>
    internal IEnumerable<StackAllocation> StackAllocationsOf(int method) => _stackAllocations[method];

    internal static RewritingPlan Of(RuleContext context, IEnumerable<StackAllocation> stackAllocations, bool metersFuel)
    {
        var plan = new RewritingPlan(context.Closure.DelegateTargetsIn(context.Module.Name), stackAllocations, metersFuel);
        plan._guardedEntries.UnionWith(EntryGuards.Find(context));
        plan._attributes.UnionWith(context.Module.Types.Items
            .Where(type => type.BaseType?.Definition is { } parent && !context.Closure.IsGuest(parent)
                && context.Closure.DerivesFrom(parent, Attribute))
            .Select(type => type.Token));
        foreach (var method in context.Module.Types.Items.SelectMany(type => type.Methods.Items))
        {
            if (method.Body is null)
            {
                continue;
            }

            if (CompilerIdioms.BodyReplacement(method) is { } shim)
            {
                plan._bodies.Add(method.Token, shim);
            }
            else if (CompilerIdioms.TellsAttributes(method))
            {
                plan._tellsAttributes.Add(method.Token);
            }
            else
            {
                plan.AddBody(method, context);
            }
        }

        return plan;
    }

    private void AddBody(MethodModel method, RuleContext context)
    {
        if (ControlFlow.LoopHeaders(method.Body!) is { Count: > 0 } headers)
        {
            _loopHeaders.Add(method.Token, headers);
        }

        var instructions = method.Body!.Instructions;
        for (var index = 0; index < instructions.Count; index++)
        {
            if (instructions[index].Operand is MethodReference callee)
            {
                AddAllocation(callee, context);
                AddWork(callee, instructions[index].OpCode, index > 0 ? instructions[index - 1] : default, context);
            }

            if (CompilerIdioms.IsDataSpan(instructions, index, context))
            {
                _dataSpans.Add((method.Token, instructions[index].Offset));
            }
            else if (instructions[index] is { OpCode: ILOpCode.Box, Operand: Metadata.TypeReference boxed })
            {
                if (OpenEnumerator.Of(boxed.Type, context.Closure) is { } enumerator)
                {
                    _boxes.Add((method.Token, instructions[index].Offset), enumerator);
                }
            }
            else if (instructions[index] is { OpCode: ILOpCode.Ldsflda, Operand: FieldReference field })
            {
                if (context.Members.Find(field) is { } found && !context.Closure.IsGuest(found.Type.Identity))
                {
                    _foreignAddresses.Add((method.Token, instructions[index].Offset));
                }
            }
            else if (instructions[index] is { OpCode: not ILOpCode.Ldtoken, Operand: MethodReference reference }
                && context.Judge.Of(reference) is Judgement.Redirected redirected)
            {
                _redirects.Add((method.Token, instructions[index].Offset), redirected);
            }
        }
    }

    private void AddWork(MethodReference callee, ILOpCode use, Instruction prefix, RuleContext context)
    {
        var constraint = prefix.Constraint();
        if (MetersFuel && WorkCharge.Of(callee, use, constraint?.Type, context) is { IsEmpty: false } work)
        {
            _work[(callee.Token, use, constraint?.Token ?? 0)] = work;
        }
    }

    /// <summary>Whether a method of ours can stand for it without saying more of references than its types do.</summary>
    private static bool CanBeRelayed(MethodModel method) =>
        AssemblyClosure.IsAccessible(method.Attributes, fromDerivedType: false)
        && !(method.IsStatic && method.IsVirtual)
        && method.Signature.ReturnType is not (ByReferenceSignature or ModifiedSignature)
        && !method.Signature.Parameters.Items.Any(parameter => parameter is ByReferenceSignature or ModifiedSignature);

    private void AddAllocation(MethodReference callee, RuleContext context)
    {
        if (context.Members.Find(callee) is not { Type: var type, Method: var method })
        {
            return;
        }

        if (type.IsValueType)
        {
            _ofValues.Add(callee.Token);
        }

        if (context.Closure.Catalog.KindOf(type.Identity.Assembly) == ReferenceKind.Framework
            && !type.IsDelegate
            && !context.Policy.IsLeaf(type, method))
        {
            _allocating.Add(callee.Token);
            if (context.Policy.SizesOf(type, method) is { IsEmpty: false } sizes)
            {
                _sizes[callee.Token] = sizes;
            }
            else if (!type.IsValueType && CanBeRelayed(method))
            {
                _checkedInDelegates.Add(callee.Token);
            }
        }
    }
}
