using System.Reflection;
using RExecIL.Inference.Framework;
using RExecIL.Inference.Graph;
using RExecIL.Inference.Solving;
using RExecIL.Inference.Tables;

namespace RExecIL.Inference.Surface;

/// <summary>Reads the members that others can see, with what the graph and the rules on declarations say of each.</summary>
internal sealed class SurfaceReader
{
    /// <summary>From this share of members with hard effects on, in percent, the whole type counts as dangerous.</summary>
    private const int DangerousShare = 34;

    /// <summary>What a member may have without making its type dangerous.</summary>
    private const Effects Soft = EffectNames.Harmless | Effects.GALIAS | Effects.TYPE;

    private readonly FrameworkModel _model;
    private readonly GraphBuilder _built;
    private readonly EffectSolver _solver;
    private readonly PatternIndex _rules;
    private readonly PatternIndex _exempt;

    internal SurfaceReader(FrameworkModel model, GraphBuilder built, EffectSolver solver, InferenceTables tables)
    {
        (_model, _built, _solver) = (model, built, solver);
        _rules = new PatternIndex(tables.Entries.Where(entry => entry.Effects != Effects.None));
        _exempt = new PatternIndex(tables.Entries.Where(entry => entry.Effects == Effects.None));
    }

    internal IReadOnlyList<SurfaceMember> Read()
    {
        var members = new List<SurfaceMember>();
        for (var type = 0; type < _model.TypeCount; type++)
        {
            if (IsPublic(type))
            {
                members.AddRange(Read(type));
            }
        }

        members.Sort((left, right) => string.CompareOrdinal(left.Type, right.Type) is not 0 and var order
            ? order
            : string.CompareOrdinal(left.Local, right.Local));
        return members;
    }

    private bool IsPublic(int type) => (_model.Type(type).Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
            IsPublic(_model.DeclaringType[type]),
        _ => false,
    };

    private IEnumerable<SurfaceMember> Read(int type)
    {
        var found = Methods(type).Concat(Fields(type)).ToList();
        var judged = found.Where(entry => !entry.IsExempt && !IsAsync(entry.Member.Local)).Select(entry => entry.Member).ToList();
        var isDangerous = judged.Count > 0
            && judged.Count(IsHard) * 100 >= judged.Count * DangerousShare;
        var constructors = judged.Where(member => member.CreationNode >= 0).ToList();
        isDangerous |= constructors.Count > 0 && constructors.All(IsHard);

        // Objects of a value type are made without any constructor.
        isDangerous |= _model.IsValueType(type) && (_solver.Seen(_built.Graph.Creation(type)) & ~Soft) != 0;
        return found.Select(entry => !isDangerous || entry.IsExempt
            ? entry.Member
            : entry.Member with { Effects = entry.Member.Effects | Effects.TYPE });
    }

    private static bool IsHard(SurfaceMember member) => (member.Effects & ~Soft) != Effects.None;

    private static bool IsAsync(string local)
    {
        var name = local.AsSpan(2);
        name = name[..(name.IndexOfAny('(', '`') is >= 0 and var end ? end : name.Length)];
        return name.EndsWith("Async") || name.StartsWith("Begin") || name.StartsWith("End");
    }

    private IEnumerable<(SurfaceMember Member, bool IsExempt)> Methods(int type)
    {
        var reader = _model.TypeModule[type].Reader;
        foreach (var method in _model.MethodsOf(type))
        {
            var row = _model.Method(method);
            if ((row.Attributes & MethodAttributes.MemberAccessMask)
                    is not (MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem)
                || _model.MethodName[method] == ".cctor")
            {
                continue;
            }

            var isConstructor = _model.MethodName[method] == ".ctor";
            var creation = isConstructor ? _built.Graph.Creation(type) : -1;
            var (rules, isExempt) = Rules(_model.TypeName[type] + "::" + _model.MethodName[method].Split("``")[0]);
            var effects = _solver.Seen(method)
                | (isConstructor ? _solver.Seen(creation) : Effects.None)
                | rules
                | SignatureRule.Of(_model.TypeName[type], _model.IsDelegate(type), _model.MethodName[method], SignatureContent.Of(row));
            yield return (
                new SurfaceMember(
                    NameOf(type), "M:" + DocumentationName.Of(reader, row), NamespaceOf(type), method, creation, effects)
                {
                    Amounts = [.. _built.Amounts.Of(method).Select(amount => $"{(amount.IsSize ? "size" : "loop")} {amount.Parameter}")],
                },
                isExempt);
        }
    }

    private IEnumerable<(SurfaceMember Member, bool IsExempt)> Fields(int type)
    {
        var reader = _model.TypeModule[type].Reader;
        foreach (var field in _model.FieldsOf(type))
        {
            var row = _model.Field(field);
            if ((row.Attributes & FieldAttributes.Literal) != 0
                || (row.Attributes & FieldAttributes.FieldAccessMask)
                    is not (FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem))
            {
                continue;
            }

            var name = reader.GetString(row.Name);
            if (name == "value__")
            {
                continue;
            }

            var isStatic = (row.Attributes & FieldAttributes.Static) != 0;
            var node = isStatic ? _model.StaticConstructor[type] : -1;
            var (rules, isExempt) = Rules(_model.TypeName[type] + "::" + name);
            var effects = rules
                | (node >= 0 ? _solver.Seen(node) : Effects.None)
                | (isStatic && (row.Attributes & FieldAttributes.InitOnly) == 0 ? Effects.GSET : Effects.None)
                | SignatureRule.Of(_model.TypeName[type], isDelegate: false, name, SignatureContent.Of(row));
            yield return (new SurfaceMember(NameOf(type), "F:" + name, NamespaceOf(type), node, -1, effects), isExempt);
        }
    }

    private (Effects Effects, bool IsExempt) Rules(string name)
    {
        var isExempt = _exempt.Contains(name);
        var effects = _rules.Find(name);
        return (isExempt ? Effects.None : effects, isExempt);
    }

    private string NameOf(int type) => _model.TypeName[type].Replace('/', '.');

    private string NamespaceOf(int type)
    {
        while (_model.DeclaringType[type] >= 0)
        {
            type = _model.DeclaringType[type];
        }

        var name = _model.TypeName[type];
        return name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : "";
    }
}
