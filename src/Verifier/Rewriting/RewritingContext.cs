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
    private readonly FieldDefinition _sandbox;
    private AssemblyNameReference? _guardLibrary;

    internal RewritingContext(ModuleDefinition module, RewritingPlan plan)
    {
        (_module, Plan) = (module, plan);
        Shims = new ShimReferences(this, module);
        _sandbox = GeneratedTypes.AddGuestContext(module, GuardType("Sandbox"));
        Thunks = new ThunkFactory(this, module);
    }

    /// <summary>What is to be replaced where.</summary>
    internal RewritingPlan Plan { get; }

    /// <summary>References to shims.</summary>
    internal ShimReferences Shims { get; }

    /// <summary>Methods that stand for redirected members in delegates.</summary>
    internal ThunkFactory Thunks { get; }

    /// <summary>The type by which guests hold the sandbox.</summary>
    internal TypeReference SandboxType => _sandbox.FieldType;

    /// <summary>Pushes the sandbox.</summary>
    internal Instruction LoadSandbox() => Instruction.Create(OpCodes.Ldsfld, _sandbox);

    /// <summary>Calls <c>Guard.Enter</c>, <c>Guard.Poll</c> or <c>Guard.IsTerminating</c> with the sandbox on the stack.</summary>
    internal Instruction CallGuard(string name)
    {
        var returnType = name == "IsTerminating" ? _module.TypeSystem.Boolean : _module.TypeSystem.Void;
        var method = new MethodReference(name, returnType, GuardType("Guard"));
        method.Parameters.Add(new ParameterDefinition(SandboxType));
        return Instruction.Create(OpCodes.Call, method);
    }

    /// <summary>A type of the guard library, by name below <c>RExecIL.Runtime</c>.</summary>
    internal TypeReference GuardType(string name, string @namespace = FrameworkNames.GuardLibrary)
    {
        if (!_guardTypes.TryGetValue(name, out var type))
        {
            if (_guardLibrary is null)
            {
                _guardLibrary = new AssemblyNameReference(FrameworkNames.GuardLibrary, new Version(0, 0, 0, 0));
                _module.AssemblyReferences.Add(_guardLibrary);
            }

            type = new TypeReference(@namespace, name, _module, _guardLibrary);
            _guardTypes.Add(name, type);
        }

        return type;
    }
}
