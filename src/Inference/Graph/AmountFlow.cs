using RExecIL.Inference.Framework;

namespace RExecIL.Inference.Graph;

/// <summary>Which arguments of integer type say how much is allocated or how often a loop runs.</summary>
/// <remarks>
/// An argument that is compared with the size of existing data counts as guarded: what it asks for is bounded by what was
/// paid for before. Bits are those of <see cref="Value.Amounts"/>: the instance, if there is one, is bit 0.
/// </remarks>
internal sealed class AmountFlow
{
    private readonly FrameworkModel _model;
    private readonly ulong[] _sizes;
    private readonly ulong[] _loops;
    private readonly ulong[] _guards;
    private readonly HashSet<int> _sizeFields = [];
    private readonly HashSet<int> _loopFields = [];
    private readonly HashSet<(int Method, int Argument, int Field)> _stores = [];
    private readonly HashSet<(int Caller, int Argument, int Callee, int Parameter)> _flows = [];

    internal AmountFlow(FrameworkModel model)
    {
        _model = model;
        _sizes = new ulong[model.MethodCount];
        _loops = new ulong[model.MethodCount];
        _guards = new ulong[model.MethodCount];
        for (var method = 0; method < model.MethodCount; method++)
        {
            if (model.NameOf(method) is "System.String::FastAllocateString" or "System.GC::AllocateNewArray")
            {
                _sizes[method] = model.Shape[method].Integers;
            }
        }
    }

    internal void AddAllocation(int method, Value size)
    {
        _sizes[method] |= size.Amounts;
        if (size.Field != 0)
        {
            _sizeFields.Add(size.Field - 1);
        }
    }

    internal void AddLoop(int method, Value left, Value right)
    {
        _loops[method] |= left.Amounts | right.Amounts;
        foreach (var bound in (Value[])[left, right])
        {
            if (bound.Field != 0)
            {
                _loopFields.Add(bound.Field - 1);
            }
        }
    }

    /// <summary>What is kept in a field may be asked for later by any method of the object.</summary>
    internal void AddField(int method, ulong arguments, int field)
    {
        for (var rest = arguments; rest != 0; rest &= rest - 1)
        {
            _stores.Add((method, System.Numerics.BitOperations.TrailingZeroCount(rest), field));
        }
    }

    internal void AddGuard(int method, ulong arguments) => _guards[method] |= arguments;

    internal void AddCall(int caller, int callee, Value[] passed, bool firstIsParameter)
    {
        var shift = !firstIsParameter || !_model.Shape[callee].HasThis ? 0 : 1;
        for (var index = 0; index < passed.Length; index++)
        {
            for (var rest = passed[index].Amounts; rest != 0; rest &= rest - 1)
            {
                _flows.Add((caller, System.Numerics.BitOperations.TrailingZeroCount(rest), callee, index + shift));
            }
        }
    }

    /// <summary>A method does with its parameters what another, which may be static, does with its own.</summary>
    internal void AddSame(int caller, int callee)
    {
        var (from, to) = (_model.Shape[caller].HasThis ? 1 : 0, _model.Shape[callee].HasThis ? 1 : 0);
        for (var parameter = 0; parameter < _model.Shape[caller].ParameterCount; parameter++)
        {
            _flows.Add((caller, parameter + from, callee, parameter + to));
        }
    }

    /// <summary>Carries amounts from callees to callers until nothing changes.</summary>
    internal void Solve()
    {
        foreach (var (method, argument, field) in _stores)
        {
            _sizes[method] |= _sizeFields.Contains(field) ? 1ul << argument : 0;
            _loops[method] |= _loopFields.Contains(field) ? 1ul << argument : 0;
        }

        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (var (caller, argument, callee, parameter) in _flows)
            {
                isChanged |= Carry(_sizes, caller, argument, callee, parameter) | Carry(_loops, caller, argument, callee, parameter);
            }
        }
    }

    /// <summary>The parameters, counted from 0, that decide on the size of an allocation or the length of a loop.</summary>
    internal IEnumerable<(int Parameter, bool IsSize)> Of(int method)
    {
        var self = _model.Shape[method].HasThis ? 1 : 0;
        for (var parameter = 0; parameter < _model.Shape[method].ParameterCount && parameter + self < 63; parameter++)
        {
            var bit = 1ul << (parameter + self);
            if ((_guards[method] & bit) == 0 && ((_sizes[method] | _loops[method]) & bit) != 0)
            {
                yield return (parameter, (_sizes[method] & bit) != 0);
            }
        }
    }

    private bool Carry(ulong[] facts, int caller, int argument, int callee, int parameter)
    {
        var bit = 1ul << argument;
        if (parameter > 62 || (facts[caller] & bit) != 0 || (facts[callee] & ~_guards[callee] & (1ul << parameter)) == 0)
        {
            return false;
        }

        facts[caller] |= bit;
        return true;
    }
}
