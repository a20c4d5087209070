using System.Reflection;
using RExecIL.Inference.Framework;

namespace RExecIL.Inference.Graph;

/// <summary>Which bodies objects of a type put into the slots of its base types and interfaces.</summary>
/// <remarks>
/// Slots of generic types are matched by name and number of parameters: too many matches only charge creators too much.
/// Source: ECMA-335 II.10.3 and II.12.2.
/// </remarks>
internal sealed class OverrideTable
{
    private const MethodAttributes Virtual = MethodAttributes.Virtual;

    private readonly FrameworkModel _model;
    private readonly Dictionary<(int Type, string Name), List<int>> _byName = [];
    private readonly List<(int Body, int Slot)>[] _ofType;

    internal OverrideTable(FrameworkModel model)
    {
        _model = model;
        _ofType = new List<(int, int)>[model.TypeCount];
        for (var method = 0; method < model.MethodCount; method++)
        {
            var key = (model.MethodType[method], model.MethodName[method]);
            if (!_byName.TryGetValue(key, out var list))
            {
                _byName.Add(key, list = []);
            }

            list.Add(method);
        }

        for (var type = 0; type < model.TypeCount; type++)
        {
            _ofType[type] = Read(type);
        }
    }

    /// <summary>Bodies and the slots they fill, for objects whose type is exactly this one, without those of its bases.</summary>
    internal IReadOnlyList<(int Body, int Slot)> Of(int type) => _ofType[type];

    /// <summary>The bodies that a call of a slot on a known type may run.</summary>
    internal IEnumerable<int> Find(int type, int slot)
    {
        if (_model.MethodType[slot] == type)
        {
            return [slot];
        }

        for (var around = type; around >= 0; around = _model.BaseType[around])
        {
            var found = _ofType[around].Where(entry => entry.Slot == slot).Select(entry => entry.Body).ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [slot];
    }

    private List<(int Body, int Slot)> Read(int type)
    {
        var entries = new List<(int Body, int Slot)>();
        var module = _model.TypeModule[type];
        var row = _model.Type(type);
        foreach (var handle in row.GetMethodImplementations())
        {
            var implementation = module.Reader.GetMethodImplementation(handle);
            var body = _model.Resolver.Method(module, implementation.MethodBody).Method;
            var slot = _model.Resolver.Method(module, implementation.MethodDeclaration).Method;
            if (body >= 0 && slot >= 0)
            {
                entries.Add((body, slot));
            }
        }

        if ((row.Attributes & TypeAttributes.Interface) != 0)
        {
            return entries;
        }

        foreach (var method in _model.MethodsOf(type))
        {
            if ((_model.Method(method).Attributes & (Virtual | MethodAttributes.NewSlot)) == Virtual)
            {
                for (var around = _model.BaseType[type]; around >= 0; around = _model.BaseType[around])
                {
                    entries.AddRange(Named(around, method).Select(slot => (method, slot)));
                }
            }
        }

        var explicitSlots = entries.Select(entry => entry.Slot).ToHashSet();
        foreach (var contract in AllInterfaces(type))
        {
            foreach (var slot in _model.MethodsOf(contract))
            {
                if (!explicitSlots.Contains(slot) && (_model.Method(slot).Attributes & Virtual) != 0)
                {
                    AddImplementations(entries, type, slot);
                }
            }
        }

        return entries;
    }

    private void AddImplementations(List<(int Body, int Slot)> entries, int type, int slot)
    {
        for (var around = type; around >= 0; around = _model.BaseType[around])
        {
            var found = false;
            foreach (var body in Named(around, slot))
            {
                entries.Add((body, slot));
                found = true;
            }

            if (found)
            {
                return;
            }
        }
    }

    private HashSet<int> AllInterfaces(int type)
    {
        var all = new HashSet<int>();
        void Add(int contract)
        {
            if (all.Add(contract))
            {
                foreach (var inherited in _model.Interfaces[contract])
                {
                    Add(inherited);
                }
            }
        }

        foreach (var contract in _model.Interfaces[type])
        {
            Add(contract);
        }

        return all;
    }

    private IEnumerable<int> Named(int type, int like) =>
        !_byName.TryGetValue((type, _model.MethodName[like]), out var candidates)
            ? []
            : candidates.Where(candidate => (_model.Method(candidate).Attributes & Virtual) != 0 && Fits(candidate, like));

    private bool Fits(int one, int other) =>
        _model.MethodSignatureHash[one] == _model.MethodSignatureHash[other]
        || (_model.Shape[one].ParameterCount == _model.Shape[other].ParameterCount
            && _model.Shape[one].HasThis == _model.Shape[other].HasThis
            && (IsGeneric(one) || IsGeneric(other)));

    private bool IsGeneric(int method) => _model.Type(_model.MethodType[method]).GetGenericParameters().Count > 0;
}
