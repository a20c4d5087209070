using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>Which methods of a module check at their entry: every endless recursion passes one of them.</summary>
/// <remarks>
/// A check costs little, but a method that has one costs more to inline, which was measured at up to five times the running
/// time of small methods. So a method goes without when all that it calls is known: methods of the module that are not
/// chosen at run time, and members of the framework that call nothing back; when it closes no circle of such calls; and when
/// it runs at most <see cref="MaxCost"/> instructions, those of what it calls included, so that a tree of calls cannot take
/// exponential time between two checks. Static constructors always check: they run without being called.
/// </remarks>
internal sealed class EntryGuards
{
    /// <summary>Instructions that may run between two checks, not counting what loops repeat, since those check.</summary>
    private const int MaxCost = 400;

    /// <summary>Instructions that a member of the framework counts for.</summary>
    private const int LeafCost = 10;

    private readonly RuleContext _context;
    private readonly Dictionary<int, MethodModel> _methods;
    private readonly Dictionary<int, int> _costs = [];
    private readonly HashSet<int> _open = [];
    private readonly HashSet<int> _guarded = [];

    private EntryGuards(RuleContext context)
    {
        _context = context;
        _methods = context.MethodsWithBody.ToDictionary(method => method.Token);
    }

    /// <summary>The tokens of the methods that check.</summary>
    internal static IReadOnlySet<int> Find(RuleContext context)
    {
        var guards = new EntryGuards(context);
        foreach (var method in context.MethodsWithBody)
        {
            guards.Visit(method);
        }

        return guards._guarded;
    }

    /// <summary>Walks the calls depth first, without a stack of our own frames: chains of calls can be long.</summary>
    private void Visit(MethodModel root)
    {
        if (_costs.ContainsKey(root.Token))
        {
            return;
        }

        var path = new Stack<(MethodModel Method, List<int>? Callees, int Next)>();
        Push(root);
        while (path.TryPop(out var step))
        {
            var (method, callees, next) = step;
            if (callees is not null && next < callees.Count)
            {
                path.Push((method, callees, next + 1));
                var callee = callees[next];
                if (_open.Contains(callee))
                {
                    _guarded.Add(callee); // The call closes a circle.
                }
                else if (!_costs.ContainsKey(callee))
                {
                    Push(_methods[callee]);
                }

                continue;
            }

            _open.Remove(method.Token);
            var cost = _costs[method.Token] + (callees?.Sum(callee => _guarded.Contains(callee) ? 1 : _costs[callee]) ?? 0);
            if (callees is null || cost > MaxCost)
            {
                _guarded.Add(method.Token);
            }

            _costs[method.Token] = cost;
        }

        void Push(MethodModel method)
        {
            _open.Add(method.Token);
            _costs[method.Token] = method.Body!.Instructions.Count;
            path.Push((method, CalleesOf(method), 0));
        }
    }

    /// <summary>The methods of the module that a body calls; null when it may call what is not known here.</summary>
    private List<int>? CalleesOf(MethodModel method)
    {
        if (method.Name == ".cctor" || method.Body!.ExceptionClauses.Items.Any(clause => clause.Kind == ExceptionRegionKind.Filter))
        {
            return null;
        }

        var callees = new List<int>();
        foreach (ref readonly var instruction in method.Body.Instructions.Items.AsSpan())
        {
            if (instruction.OpCode is ILOpCode.Constrained or ILOpCode.Calli or ILOpCode.Jmp)
            {
                return null;
            }

            if (instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj && !TryAdd(instruction, callees, method.Token))
            {
                return null;
            }
        }

        return callees;
    }

    private bool TryAdd(in Instruction instruction, List<int> callees, int caller)
    {
        var reference = (MethodReference)instruction.Operand!;
        if (reference.DeclaringType is ArraySignature)
        {
            return true;
        }

        if (_context.Members.Find(reference) is not { } found)
        {
            return false;
        }

        if (found.Type.IsDelegate)
        {
            return instruction.OpCode == ILOpCode.Newobj;
        }

        var (type, callee) = found;
        if (_context.Closure.IsGuest(type.Identity))
        {
            if (type.Identity.Assembly != _context.Module.Name
                || (instruction.OpCode == ILOpCode.Callvirt && callee.IsVirtual)
                || !_methods.ContainsKey(callee.Token))
            {
                return false;
            }

            callees.Add(callee.Token);
            return true;
        }

        if (!_context.Policy.IsLeaf(type, callee))
        {
            return false;
        }

        _costs[caller] += LeafCost;
        return true;
    }
}
