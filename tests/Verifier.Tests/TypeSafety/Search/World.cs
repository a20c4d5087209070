using System.Collections.Immutable;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using RExecIL.Testing;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety.Search;

/// <summary>
/// A piece of C# in which programs live: the types and methods that they use, the methods whose bodies they stand for, and
/// the driver that calls them and looks at what they have done.
/// </summary>
/// <remarks>
/// Each file in Worlds has a class <c>Mentions</c>, whose methods name one member or type each (a program says
/// <c>call Id</c> and means what the method <c>Mentions.Id</c> mentions), a class <c>Templates</c>, whose methods' bodies
/// the programs replace, a class <c>Driver</c>, and at its end, in a comment, the alphabet: one item a line.
/// </remarks>
internal sealed class World
{
    private readonly Dictionary<string, object> _mentions = [];
    private readonly MethodVerifier _verifier;
    private readonly RuleContext _context;
    private readonly List<StackAllocation> _allocations = [];

    private World(string name, string source)
    {
        Name = name;
        Image = new GuestImage(
            name + ".dll", CSharpFixture.Compile(source + SourceOf("Shared"), name, OptimizationLevel.Debug, allowUnsafe: true).Bytes);
        Items = [.. source[source.LastIndexOf("/*", StringComparison.Ordinal)..]
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("/*", StringComparison.Ordinal) && !line.StartsWith("*/", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(ProgramText.Split)];
        _context = Context(Image);
        _verifier = new MethodVerifier(_context, new TypeSystem(_context.Closure));
        Templates = [.. _context.Module.Types.Items
            .Where(type => type.Identity.Name is "Templates" or "Template")
            .SelectMany(type => type.Methods.Items
                .Where(method => type.Identity.Name == "Templates" || method.IsConstructor)
                .Take(type.Identity.Name == "Templates" ? int.MaxValue : 1)
                .Select(method => (type, method)))];
        foreach (var method in _context.Module.Types.Items.Single(type => type.Identity.Name == "Mentions").Methods)
        {
            var operands = method.Body!.Instructions.Items.Select(instruction => instruction.Operand).ToList();
            if ((operands.Find(operand => operand is MethodReference or FieldReference) ?? operands.Find(operand => operand is Verifier.Metadata.TypeReference)) is { } operand)
            {
                _mentions.TryAdd(method.Name, operand);
            }
        }
    }

    internal string Name { get; }

    internal GuestImage Image { get; }

    /// <summary>The alphabet; an item is one instruction or a few.</summary>
    internal ImmutableArray<string[]> Items { get; }

    /// <summary>The methods whose bodies programs replace, all with the same parameters and locals.</summary>
    internal ImmutableArray<(TypeModel Owner, MethodModel Method)> Templates { get; }

    internal static World Load(string name) => new(name, SourceOf(name));

    /// <summary>How an image is judged, whatever it uses.</summary>
    internal static RuleContext Context(GuestImage image)
    {
        var module = ScreenedImage.Open(image, Limits.Default).Then(screened => ModuleReader.Read(screened, TestVerifier.Catalog));
        Assert.IsTrue(module.IsAccepted, string.Join('\n', module.Diagnostics.Take(5).Select(found => found.Message)));
        return new RuleContext(
            module.Value, new AssemblyClosure(TestVerifier.Catalog, [module.Value]), Policy.Preset("script", TestVerifier.Catalog), ImageOrigin.Guest);
    }

    /// <summary>Whether the verifier accepts a program as the body of a template.</summary>
    internal bool Accepts(int template, IReadOnlyList<string> program) => !Faults(template, program).Any();

    /// <summary>What the verifier has against a program as the body of a template.</summary>
    internal IEnumerable<Verifier.Diagnostics.Diagnostic> Faults(int template, IReadOnlyList<string> program)
    {
        var (owner, method) = Templates[template];
        var filled = method with { Body = Body(method.Body!, program) };
        _allocations.Clear();
        return _verifier.Verify(owner, filled, _allocations)
            .Concat(UnverifiableOpCodeCheck.Check(filled, _context, _verifier))
            .Concat(FilterBodyCheck.Check(filled, _context))
            .Concat(PooledCopyCheck.Check(filled, _context));
    }

    private static string SourceOf(string name) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "TypeSafety", "Search", "Worlds", name + ".cs"));

    private MethodBodyModel Body(MethodBodyModel template, IReadOnlyList<string> program)
    {
        var offsets = new Dictionary<string, int>();
        var offset = 0;
        var blocks = new ProgramBlocks();
        foreach (var text in program)
        {
            var line = ProgramText.Parse(text);
            if (line.Kind == LineKind.Label)
            {
                offsets.Add((string)line.Operand!, offset);
            }
            else if (line.Kind != LineKind.Instruction)
            {
                blocks.Mark(line, offset);
            }

            offset += line.Kind == LineKind.Instruction ? line.Size : 0;
        }

        var size = offset;
        offset = 0;
        var instructions = ImmutableArray.CreateBuilder<Instruction>(program.Count);
        foreach (var text in program)
        {
            var line = ProgramText.Parse(text);
            if (line.Kind == LineKind.Instruction)
            {
                var operand = line.IsBranch ? new BranchTarget(offsets[(string)line.Operand!])
                    : line.IsNamed ? _mentions[(string)line.Operand!]
                    : line.Operand;
                instructions.Add(new Instruction(offset, (ILOpCode)(ushort)line.OpCode.Value, operand));
                offset += line.Size;
            }
        }

        return template with
        {
            MaxStack = ProgramImage.MaxStack,
            InitLocals = true,
            Instructions = new(instructions.ToImmutable()),
            ExceptionClauses = new([.. blocks.Clauses.Select(clause => new ExceptionClause(
                clause.Kind, clause.TryStart, clause.TryEnd - clause.TryStart, clause.Start, clause.End - clause.Start, clause.Filter,
                clause.Caught is null ? null : (Verifier.Metadata.TypeReference)_mentions[clause.Caught]))]),
            CodeSize = size,
        };
    }
}

/// <summary>Collects the protected blocks of a program; positions are whatever the caller counts in.</summary>
internal sealed class ProgramBlocks
{
    private readonly Stack<(int TryStart, int TryEnd, ExceptionRegionKind Kind, int Start, int Filter, string? Caught)> _open = new();

    internal List<(ExceptionRegionKind Kind, int TryStart, int TryEnd, int Start, int End, int Filter, string? Caught)> Clauses { get; } = [];

    internal void Mark(Line line, int position)
    {
        if (line.Kind == LineKind.Try)
        {
            _open.Push((position, -1, default, -1, -1, null));
            return;
        }

        var block = _open.Pop();
        switch (line.Kind)
        {
            case LineKind.Filter:
                _open.Push(block with { TryEnd = position, Kind = ExceptionRegionKind.Filter, Filter = position });
                break;
            case LineKind.Handler:
                _open.Push(block with { Start = position });
                break;
            case LineKind.Catch:
                _open.Push(block with { TryEnd = position, Kind = ExceptionRegionKind.Catch, Start = position, Caught = (string)line.Operand! });
                break;
            case LineKind.Finally or LineKind.Fault:
                _open.Push(block with { TryEnd = position, Kind = line.Kind == LineKind.Fault ? ExceptionRegionKind.Fault : ExceptionRegionKind.Finally, Start = position });
                break;
            default:
                Clauses.Add((block.Kind, block.TryStart, block.TryEnd, block.Start, position, block.Filter, block.Caught));
                break;
        }
    }
}
