using System.Diagnostics;
using System.Reflection;
using RExecIL.Inference.Framework;
using RExecIL.Inference.Graph;
using RExecIL.Inference.Solving;
using RExecIL.Inference.Surface;
using RExecIL.Inference.Tables;

namespace RExecIL.Inference;

/// <summary>What every public member of a framework can reach, inferred from the framework's own IL.</summary>
/// <remarks>
/// How it works is in <c>docs/policy-inference.md</c>. Takes seconds and hundreds of megabytes, so it runs when the policy
/// is made, never when guests are checked. Not safe to share between threads.
/// </remarks>
public sealed class FrameworkEffects : IDisposable
{
    private readonly FrameworkModel _model;
    private readonly GraphBuilder _built;
    private readonly EffectSolver _solver;
    private readonly Dictionary<Effects, WitnessPaths> _witnesses = [];
    private readonly Lazy<Dictionary<string, SurfaceMember>> _byId;
    private readonly Lazy<ILookup<string, int>> _typesByName;
    private readonly Lazy<ILookup<int, int>> _nested;

    private FrameworkEffects(FrameworkModel model, InferenceTables tables, UnfitLines unfit)
    {
        _model = model;
        tables = tables.For(model.Platform);
        var clock = Stopwatch.StartNew();
        _built = GraphBuilder.Build(model, tables);
        BuildTime = clock.Elapsed;
        clock.Restart();
        var faults = new List<TableFault>();
        var barriers = new BarrierTable(model, _built.Graph, tables);
        barriers.CheckHashes(faults, drops: unfit == UnfitLines.Dropped);
        _solver = EffectSolver.Solve(_built.Graph, barriers.Stopped);
        if (unfit is UnfitLines.Refused or UnfitLines.TakenAsConfirmed)
        {
            barriers.CheckUse(_solver, faults);
        }

        _built.Amounts.Solve();
        Members = new SurfaceReader(model, _built, _solver, tables).Read();
        SolveTime = clock.Elapsed;
        _byId = new(() => Members.DistinctBy(member => member.Id, StringComparer.Ordinal)
            .ToDictionary(member => member.Id, StringComparer.Ordinal));
        _typesByName = new(() => Enumerable.Range(0, model.TypeCount)
            .ToLookup(type => model.TypeName[type].Replace('/', '.'), StringComparer.Ordinal));
        _nested = new(() => Enumerable.Range(0, model.TypeCount).ToLookup(type => model.DeclaringType[type]));
        if (unfit is UnfitLines.Refused or UnfitLines.TakenAsConfirmed)
        {
            faults.AddRange(tables.Sinks.Concat(tables.Barriers).Concat(tables.Entries).Concat(tables.Slots)
                .Where(entry => !entry.IsUsed)
                .Select(entry => entry.Line.Fault(TableFault.DeadLine, $"{entry.Pattern} names nothing in this framework.", "Remove it, or correct the name.")));
        }

        Unconfirmed = faults;
        if (faults.Count > 0 && unfit is UnfitLines.Refused or UnfitLines.DeadOnesIgnored)
        {
            throw new TableFaultException(faults);
        }
    }

    /// <summary>All members of public types that others can see, sorted by type and id.</summary>
    public IReadOnlyList<SurfaceMember> Members { get; }

    /// <summary>Native entry points and internal calls that no table knows; they count as NATIVE.</summary>
    public IReadOnlyCollection<string> UnknownLeaves => _built.UnknownLeaves;

    /// <summary>Lines of the tables that do not fit this framework; always empty where they are refused.</summary>
    public IReadOnlyList<TableFault> Unconfirmed { get; }

    /// <summary>Number of methods in the graph.</summary>
    public int MethodCount => _model.MethodCount;

    /// <summary>Number of edges in the graph.</summary>
    public int EdgeCount => _built.Graph.From.Count;

    /// <summary>Time to read the framework.</summary>
    public TimeSpan ReadTime { get; private init; }

    /// <summary>Time to read the bodies.</summary>
    public TimeSpan BuildTime { get; }

    /// <summary>Time to solve, rules included.</summary>
    public TimeSpan SolveTime { get; }

    /// <summary>The builds that were read, as <c>NAME MVID</c>.</summary>
    public IEnumerable<string> Modules => _model.Modules.Select(module => $"{module.Name} {module.Mvid}");

    /// <summary>The hash of the IL of a type, given by its documentation name, and of all types nested in it.</summary>
    public string HashOf(string type) => new BodyHash(_model).Of(
        _typesByName.Value[type].SelectMany(WithNested).SelectMany(_model.MethodsOf));

    /// <summary>Infers the effects of the framework in a folder.</summary>
    /// <exception cref="TableFaultException">Lines of the tables are stale or name nothing.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static FrameworkEffects Infer(string folder, InferenceTables tables)
    {
        var clock = Stopwatch.StartNew();
        var model = FrameworkModel.Open(folder);
        var readTime = clock.Elapsed;
        return new FrameworkEffects(model, tables, UnfitLines.Refused) { ReadTime = readTime };
    }

    /// <summary>
    /// Infers the effects of another framework than the one that the tables were reviewed for, as if every stale line had been
    /// read again and still held: for comparing, never for a baseline. What was not confirmed is in <see cref="Unconfirmed"/>.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static FrameworkEffects InferAsIfConfirmed(string folder, InferenceTables tables) =>
        new(FrameworkModel.Open(folder), tables, UnfitLines.TakenAsConfirmed);

    /// <summary>
    /// Infers the effects of a build that nobody has reviewed: a stale barrier stops nothing, so that what it vouched for has
    /// all effects again. Safe to decide by. The stale lines are in <see cref="Unconfirmed"/>.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static FrameworkEffects InferUnreviewed(string folder, InferenceTables tables) =>
        new(FrameworkModel.Open(folder), tables, UnfitLines.Dropped);

    /// <summary>For tests: a few assemblies, and tables that may name more than they have.</summary>
    internal static FrameworkEffects Infer(IEnumerable<byte[]> images, InferenceTables tables, UnfitLines unfit = UnfitLines.DeadOnesIgnored) =>
        new(FrameworkModel.Of(images), tables, unfit);

    /// <summary>A member by its documentation id, with parentheses for methods; null when there is none.</summary>
    public SurfaceMember? Find(string id) => _byId.Value.GetValueOrDefault(id);

    /// <summary>
    /// A shortest path from a member to what has the effect by itself, frame by frame; empty when a rule on its
    /// declaration or its type gives the effect, or when it does not have it.
    /// </summary>
    public IReadOnlyList<string> Witness(SurfaceMember member, Effects effect)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (!_witnesses.TryGetValue(effect, out var paths))
        {
            _witnesses.Add(effect, paths = new WitnessPaths(_built.Graph, _solver, effect));
        }

        var path = new[] { member.Node, member.CreationNode }
            .Where(node => node >= 0 && (_solver.Seen(node) & effect) != 0)
            .Select(paths.From)
            .MinBy(path => path.Count);
        return path is null ? [] : [.. path.Select(NameOf)];
    }

    private IEnumerable<int> WithNested(int type) => _nested.Value[type].SelectMany(WithNested).Prepend(type);

    private string NameOf(int node) => node < _model.MethodCount
        ? Signed(node)
        : node == _built.Graph.Unresolved
            ? "a reference that resolves to nothing"
            : $"new {_model.TypeName[node - _model.MethodCount]}, whose overrides its creator answers for";

    private string Signed(int method)
    {
        var definition = _model.Method(method);
        var reader = _model.TypeModule[_model.MethodType[method]].Reader;
        var name = _model.TypeName[_model.MethodType[method]] + "::" + DocumentationName.Of(reader, definition).Replace('#', '.');
        return (definition.Attributes & MethodAttributes.PinvokeImpl) == 0
            ? name
            : $"{name} -> native {reader.GetString(definition.GetImport().Name)}";
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}

/// <summary>What becomes of lines of the tables that are stale or dead for a framework.</summary>
internal enum UnfitLines
{
    /// <summary>Nothing is inferred.</summary>
    Refused,

    /// <summary>They hold as if somebody had read them again.</summary>
    TakenAsConfirmed,

    /// <summary>Stale barriers stop nothing, and dead lines do not matter.</summary>
    Dropped,

    /// <summary>Stale barriers are refused; tables may name more than there is.</summary>
    DeadOnesIgnored,
}
