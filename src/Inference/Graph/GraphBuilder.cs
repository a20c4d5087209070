using System.Reflection;
using RExecIL.Inference.Framework;
using RExecIL.Inference.Surface;
using RExecIL.Inference.Tables;

namespace RExecIL.Inference.Graph;

/// <summary>Makes the call graph of a framework: bodies, leaves, and what creating an object puts into slots.</summary>
/// <remarks>
/// A call of a slot is charged with the body of the slot that it names. What an override does beyond that is charged to
/// whoever creates the object. Objects that the runtime creates, and slots of the table, are charged to the caller.
/// </remarks>
internal sealed class GraphBuilder
{
    private readonly FrameworkModel _model;
    private readonly OverrideTable _overrides;
    private readonly PatternIndex _sinks;
    private readonly PatternIndex _slots;
    private readonly PatternIndex _ambient;

    private GraphBuilder(FrameworkModel model, InferenceTables tables)
    {
        _model = model;
        _overrides = new OverrideTable(model);
        _sinks = new PatternIndex(tables.Sinks);
        _slots = new PatternIndex(tables.Slots.Where(entry => entry.Line.Words[0] == "slot"));
        _ambient = new PatternIndex(tables.Slots.Where(entry => entry.Line.Words[0] == "ambient"));
        Graph = new CallGraph(model.MethodCount, model.TypeCount);
        Amounts = new AmountFlow(model);
    }

    internal CallGraph Graph { get; }

    internal AmountFlow Amounts { get; }

    /// <summary>Names of native entry points and internal calls that no line knows.</summary>
    internal SortedSet<string> UnknownLeaves { get; } = new(StringComparer.Ordinal);

    internal static GraphBuilder Build(FrameworkModel model, InferenceTables tables)
    {
        var builder = new GraphBuilder(model, tables);
        builder.Graph.Own[builder.Graph.Unresolved] = Effects.NATIVE;
        builder.AddBodies();
        builder.AddCreations();
        builder.AddStringConstructors();
        return builder;
    }

    private void AddBodies()
    {
        var scanner = new BodyScanner(_model, _overrides, new StaticFields(_model), Graph, Amounts);
        for (var method = 0; method < _model.MethodCount; method++)
        {
            scanner.Scan(method);
            var name = _model.NameOf(method);
            var isKnown = false;
            var effects = Find(name, () => isKnown = true);
            if (IsLeaf(method))
            {
                var import = _model.Method(method).GetImport();
                if (!import.Module.IsNil)
                {
                    name = "p:" + _model.TypeModule[_model.MethodType[method]].Reader.GetString(import.Name);
                    effects |= Find(name, () => isKnown = true);
                }

                if (!isKnown)
                {
                    effects |= Effects.NATIVE;
                    UnknownLeaves.Add(name);
                }
            }

            Graph.Own[method] |= effects;
        }
    }

    private Effects Find(string name, Action known)
    {
        var effects = _sinks.Find(name, _ => known());
        var arity = name.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? effects : effects | _sinks.Find(name[..arity], _ => known());
    }

    private bool IsLeaf(int method)
    {
        var row = _model.Method(method);
        return row.RelativeVirtualAddress == 0
            && (row.Attributes & MethodAttributes.Abstract) == 0
            && !((row.ImplAttributes & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.Runtime
                && _model.IsDelegate(_model.MethodType[method]));
    }

    private void AddCreations()
    {
        var isAmbient = FindAmbient();
        for (var type = 0; type < _model.TypeCount; type++)
        {
            var creation = Graph.Creation(type);
            if (_model.BaseType[type] is >= 0 and var around)
            {
                Graph.Add(creation, Graph.Creation(around), EdgeKind.Plain);
            }

            foreach (var contract in _model.Interfaces[type].Where(contract => _overrides.Of(contract).Count > 0))
            {
                Graph.Add(creation, Graph.Creation(contract), EdgeKind.Plain);
            }

            foreach (var (body, slot) in _overrides.Of(type))
            {
                if (isAmbient[type] || IsChargedToCaller(slot))
                {
                    Graph.Add(slot, body, EdgeKind.PassesArgument | EdgeKind.ReturnsResult);
                    continue;
                }

                var edge = Graph.Add(creation, body, EdgeKind.Override | EdgeKind.PassesArgument);
                if (!Graph.Slots.TryGetValue(edge, out var slots))
                {
                    Graph.Slots.Add(edge, slots = []);
                }

                slots.Add(slot);
            }
        }
    }

    private bool[] FindAmbient()
    {
        var isAmbient = new bool[_model.TypeCount];
        for (var type = 0; type < _model.TypeCount; type++)
        {
            if (_ambient.Contains(_model.TypeName[type]))
            {
                for (var around = type; around >= 0; around = _model.BaseType[around])
                {
                    isAmbient[around] = true;
                }
            }
        }

        return isAmbient;
    }

    private bool IsChargedToCaller(int slot)
    {
        var name = _model.MethodName[slot].Split("``")[0];
        return name.Contains("Async", StringComparison.Ordinal)
            || ((StartsWord(name, "Begin") || StartsWord(name, "End"))
                && SignatureContent.Of(_model.Method(slot)).Types.Contains("System.IAsyncResult"))
            || _slots.Contains(_model.NameOf(slot));
    }

    private static bool StartsWord(string name, string word) =>
        name.StartsWith(word, StringComparison.Ordinal) && name.Length > word.Length && char.IsAsciiLetterUpper(name[word.Length]);

    /// <summary>The runtime puts <c>Ctor</c> in place of the constructors of strings, which have no bodies.</summary>
    private void AddStringConstructors()
    {
        for (var type = 0; type < _model.TypeCount; type++)
        {
            if (_model.TypeName[type] != "System.String")
            {
                continue;
            }

            foreach (var constructor in _model.MethodsOf(type).Where(method => _model.MethodName[method] == ".ctor"))
            {
                foreach (var method in _model.MethodsOf(type).Where(method => _model.MethodName[method] == "Ctor"
                    && _model.Shape[method].ParametersHash == _model.Shape[constructor].ParametersHash))
                {
                    Graph.Add(constructor, method, EdgeKind.PassesArgument);
                    Amounts.AddSame(constructor, method);
                }
            }
        }
    }
}
