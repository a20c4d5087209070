using System.Reflection;
using RExecIL.Inference.Framework;

namespace RExecIL.Inference.Graph;

/// <summary>What the analysis needs to know of fields and of the types of shared objects. Answers are kept.</summary>
internal sealed class StaticFields
{
    private readonly FrameworkModel _model;
    private readonly FieldNature?[] _natures;
    private readonly bool[] _isMutable;

    internal StaticFields(FrameworkModel model)
    {
        _model = model;
        _natures = new FieldNature?[model.FieldCount];
        _isMutable = FindMutable(model);
    }

    internal FieldNature Of(int field) => _natures[field] ??= Read(field);

    /// <summary>Whether what a method gives could be changed by who gets it.</summary>
    internal bool GivesMutable(int method) => _model.Shape[method].ReturnCode switch
    {
        0x1D or 0x14 or 0x1C or 0x10 => true, // vector, array, object, reference
        0x12 or 0x15 => _model.Shape[method].ReturnType is var type
            && (type < 0 || (!_model.IsValueType(type) && !_model.IsDelegate(type) && (_model.IsInterface(type) || _isMutable[type]))),
        _ => false,
    };

    private FieldNature Read(int field)
    {
        var row = _model.Field(field);
        var reader = _model.TypeModule[_model.FieldType[field]].Reader;
        var name = reader.GetString(row.Name);

        // Compilers keep lambdas in such fields; nobody but the one method that made them gets at them.
        var owner = _model.TypeName[_model.FieldType[field]];
        var isGenerated = name.StartsWith("<>", StringComparison.Ordinal)
            || owner.Contains("/<>", StringComparison.Ordinal)
            || owner.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal);
        var isPerThread = row.GetCustomAttributes()
            .Select(handle => reader.GetCustomAttribute(handle).Constructor)
            .Select(constructor => _model.Resolver.Method(_model.TypeModule[_model.FieldType[field]], constructor).Method)
            .Any(constructor => constructor >= 0 && _model.TypeName[_model.MethodType[constructor]] == "System.ThreadStaticAttribute");
        return new FieldNature(
            (row.Attributes & FieldAttributes.Static) != 0,
            (row.Attributes & (FieldAttributes.InitOnly | FieldAttributes.Literal)) != 0,
            isGenerated,
            isPerThread);
    }

    /// <summary>Classes of which an object, also one of a derived class, has fields that are written after construction.</summary>
    private static bool[] FindMutable(FrameworkModel model)
    {
        var isMutable = new bool[model.TypeCount];
        for (var type = 0; type < model.TypeCount; type++)
        {
            if (model.IsInterface(type) || !model.FieldsOf(type).Any(field =>
                (model.Field(field).Attributes & (FieldAttributes.Static | FieldAttributes.InitOnly)) == 0))
            {
                continue;
            }

            for (var around = type; around >= 0 && !IsRoot(model.TypeName[around]); around = model.BaseType[around])
            {
                isMutable[around] = true;
            }
        }

        for (var type = 0; type < model.TypeCount; type++)
        {
            for (var around = model.BaseType[type]; around >= 0 && !isMutable[type]; around = model.BaseType[around])
            {
                isMutable[type] = isMutable[around] && model.FieldsOf(around).Any(field =>
                    (model.Field(field).Attributes & (FieldAttributes.Static | FieldAttributes.InitOnly)) == 0);
            }

            isMutable[type] |= model.TypeName[type] == "System.Object";
        }

        return isMutable;
    }

    private static bool IsRoot(string name) => name is "System.Object" or "System.ValueType" or "System.Enum" or "System.String";
}

/// <summary>What the analysis needs to know of a field.</summary>
internal sealed record FieldNature(bool IsStatic, bool IsReadOnly, bool IsGenerated, bool IsPerThread);
