using System.Diagnostics;
using Mono.Cecil;
using Mono.Cecil.Cil;
using RExecIL.Verifier.Rules;
using FrameworkNames = RExecIL.Verifier.Metadata.FrameworkNames;

namespace RExecIL.Verifier.Rewriting;

/// <summary>What the passes know of the module they rewrite, and the members of ours that they may call.</summary>
internal sealed class RewritingContext
{
    private readonly ModuleDefinition _module;
    private readonly Dictionary<string, TypeReference> _guardTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MethodReference> _guards = new(StringComparer.Ordinal);
    private readonly FieldDefinition _sandbox;

    internal RewritingContext(ModuleDefinition module, RewritingPlan plan)
    {
        (_module, Plan) = (module, plan);
        Shims = new ShimReferences(this, module);
        _sandbox = GeneratedTypes.AddGuestContext(module, GuardType("Sandbox"));
        Thunks = new ThunkFactory(this, module);
        Work = new WorkReferences(this, module);
    }

    /// <summary>What is to be replaced where.</summary>
    internal RewritingPlan Plan { get; }

    /// <summary>References to shims.</summary>
    internal ShimReferences Shims { get; }

    /// <summary>Methods that stand for redirected members in delegates.</summary>
    internal ThunkFactory Thunks { get; }

    /// <summary>References to what measures the work of calls.</summary>
    internal WorkReferences Work { get; }

    /// <summary>The type by which guests hold the sandbox.</summary>
    internal TypeReference SandboxType => _sandbox.FieldType;

    /// <summary>A number of 64 bits.</summary>
    internal TypeReference Int64 => _module.TypeSystem.Int64;

    /// <summary>Pushes the sandbox.</summary>
    internal Instruction LoadSandbox() => Instruction.Create(OpCodes.Ldsfld, _sandbox);

    /// <summary>Calls a method of <c>RExecIL.Slot.Guard</c>.</summary>
    /// <exception cref="UnreachableException">It has no such method.</exception>
    internal Instruction CallGuard(string name)
    {
        if (!_guards.TryGetValue(name, out var method))
        {
            method = MakeGuard(name);
            _guards.Add(name, method);
        }

        return Instruction.Create(OpCodes.Call, method);
    }

    /// <summary>Calls a method of <c>RExecIL.Runtime.Shims.Measures</c>, which gives bytes.</summary>
    internal Instruction CallMeasure(string name, IEnumerable<TypeReference> parameters)
    {
        var method = new MethodReference(name, _module.TypeSystem.Int64, GuardType("Measures", "RExecIL.Runtime.Shims"));
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter));
        }

        return Instruction.Create(OpCodes.Call, method);
    }

    /// <summary>A type of the shims' or the guards' assembly.</summary>
    internal TypeReference GuardType(string name, string @namespace = FrameworkNames.GuardLibrary)
    {
        if (!_guardTypes.TryGetValue(name, out var type))
        {
            type = new TypeReference(
                @namespace,
                name,
                _module,
                Library(@namespace == FrameworkNames.SlotLibrary ? FrameworkNames.SlotLibrary : FrameworkNames.GuardLibrary));
            _guardTypes.Add(name, type);
        }

        return type;
    }

    private TypeReference ArrayType() => new("System", "Array", _module, _module.TypeSystem.CoreLibrary);

    private AssemblyNameReference Library(string name)
    {
        var library = _module.AssemblyReferences.FirstOrDefault(reference => reference.Name == name);
        if (library is null)
        {
            library = new AssemblyNameReference(name, new Version(0, 0, 0, 0));
            _module.AssemblyReferences.Add(library);
        }

        return library;
    }

    private MethodReference MakeGuard(string name)
    {
        var types = _module.TypeSystem;
        var (returned, parameters) = name switch
        {
            "Poll" or "Enter" => (types.Void, Array.Empty<Mono.Cecil.TypeReference>()),
            "IsTerminating" => (types.Boolean, []),
            "Allocate" => (types.Void, [types.Int32]),
            "AllocateArray" or "AllocateArrayAndBurn" or "Expect" => (types.Int32, [types.Int32, types.Int32]),
            "AllocateMemory" or "AllocateMemoryAndBurn" => (types.UIntPtr, [types.UIntPtr]),
            "SizeOf" => (types.Int64, [types.Int32, types.Int32]),
            "SizeOfLong" => (types.Int64, [types.Int64, types.Int32]),
            "SizeOfString" or "SizeOfNumbers" => (types.Int64, [types.String, types.Int32]),
            "SizeOfArray" => (types.Int64, [ArrayType(), types.Int32]),
            "SizeOfStrings" => (types.Int64, [new ArrayType(types.String), types.Int32]),
            "Extend" => (types.Int64, [types.Int64, types.Int32]),
            "AllocateLarge" or "AllocateLargeAndBurn" => (types.Void, [types.Int64]),
            "Burn" or "BurnInFilter" => (types.Void, [types.Int32]),
            "BurnWork" => (types.Void, [types.Int64]),
            "Found" or "FoundLast" => (types.Int32, [types.Int32, types.Int64, types.Int64, types.Int32, types.Int32]),
            _ => throw new UnreachableException(name),
        };
        var method = new MethodReference(name, returned, GuardType("Guard", FrameworkNames.SlotLibrary));
        foreach (var parameter in parameters)
        {
            method.Parameters.Add(new ParameterDefinition(parameter));
        }

        return method;
    }
}
