using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.Guards;

/// <summary>Looks for the check at the entry of every method that recursion can come through.</summary>
/// <remarks>
/// A method without one may call only what ends by itself: methods of its module that are bound when it is compiled, and
/// members of the framework that call nothing back. Methods without a check must not call each other in a circle, and all
/// that one of them calls must be short.
/// </remarks>
internal sealed class EntryPresence
{
    /// <summary>Instructions of a tree of calls without a check; the rewriter allows fewer, of those that it was given.</summary>
    private const long MaxCost = 8_000;

    private const long Open = -1;

    private readonly RuleContext _context;
    private readonly Dictionary<int, MethodModel> _unchecked;
    private readonly Dictionary<int, long> _costs = [];
    private readonly Dictionary<int, MissingGuard> _missing = [];

    internal EntryPresence(RuleContext context)
    {
        _context = context;
        _unchecked = context.MethodsWithBody
            .Where(method => !method.Body!.Instructions[0].IsGuard("Enter"))
            .ToDictionary(method => method.Token);
        foreach (var method in _unchecked.Values)
        {
            Measure(method);
        }
    }

    internal IEnumerable<MissingGuard> Check(MethodModel method)
    {
        if (_missing.TryGetValue(method.Token, out var missing))
        {
            yield return missing;
        }
        else if (_unchecked.ContainsKey(method.Token) && !method.Body!.Instructions[0].IsGuard("Poll")
            && (method.IsVirtual || _context.Closure.DelegateTargetsIn(_context.Module.Name).Contains(method.Token)))
        {
            yield return new MissingGuard(0, "the framework may call this in a loop of its own, and it does not check.");
        }
    }

    /// <summary>Walks the calls depth first, with a stack of its own.</summary>
    private void Measure(MethodModel root)
    {
        var path = new Stack<(MethodModel Method, List<int> Callees, int Next)>();
        Enter(root);
        while (path.TryPop(out var step))
        {
            var (method, callees, next) = step;
            if (next < callees.Count)
            {
                path.Push((method, callees, next + 1));
                if (_costs.GetValueOrDefault(callees[next]) == Open)
                {
                    Miss(_unchecked[callees[next]], 0, "recursion comes through without a check.");
                }

                Enter(_unchecked[callees[next]]);
                continue;
            }

            var cost = method.Body!.Instructions.Count + callees.Sum(callee => Math.Max(1, _costs[callee]));
            _costs[method.Token] = cost;
            if (cost > MaxCost)
            {
                Miss(method, 0, "a long tree of calls begins without a check.");
            }
        }

        void Enter(MethodModel method)
        {
            if (_costs.TryAdd(method.Token, Open))
            {
                path.Push((method, CalleesOf(method), 0));
            }
        }
    }

    /// <summary>The methods without a check that a body calls, by token.</summary>
    private List<int> CalleesOf(MethodModel method)
    {
        var callees = new List<int>();
        if (method.Name == ".cctor")
        {
            Miss(method, 0, "an initializer runs without a check.");
        }

        foreach (var instruction in method.Body!.Instructions)
        {
            var isKnown = instruction.OpCode switch
            {
                ILOpCode.Calli or ILOpCode.Jmp or ILOpCode.Constrained => false,
                ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj => IsKnown(instruction, callees),
                _ => true,
            };
            if (!isKnown)
            {
                Miss(method, instruction.Offset, "what is called here may call back, and the method does not check.");
            }
        }

        return callees;
    }

    private bool IsKnown(in Instruction call, List<int> callees)
    {
        var reference = (MethodReference)call.Operand!;
        if (reference.DeclaringType is ArraySignature)
        {
            return true; // The runtime's own.
        }

        if (_context.Members.Find(reference) is not { Type: var type, Method: var method })
        {
            return false;
        }

        if (_context.Closure.Catalog.KindOf(type.Identity.Assembly) is { } kind)
        {
            return kind switch
            {
                ReferenceKind.Guard => GuardCalls.CallsNothingBack(type.Identity),
                ReferenceKind.Framework => type.IsDelegate ? call.OpCode == ILOpCode.Newobj : _context.Policy.IsLeaf(type, method),
                _ => false,
            };
        }

        if (type.IsDelegate)
        {
            return call.OpCode == ILOpCode.Newobj;
        }

        if (type.Identity.Assembly != _context.Module.Name || method.Body is null || (call.OpCode == ILOpCode.Callvirt && method.IsVirtual))
        {
            return false;
        }

        if (_unchecked.ContainsKey(method.Token))
        {
            callees.Add(method.Token);
        }

        return true;
    }

    private void Miss(MethodModel method, int offset, string what) => _missing.TryAdd(method.Token, new MissingGuard(offset, what));
}
