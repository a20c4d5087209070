using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>What kind of block a region of a body is (ECMA-335 II.19).</summary>
internal enum RegionKind : byte
{
    /// <summary>The whole body.</summary>
    Method,

    /// <summary>A protected block.</summary>
    Try,

    /// <summary>A handler that is given the exception.</summary>
    Catch,

    /// <summary>Code that decides whether the handler behind it runs.</summary>
    Filter,

    /// <summary>A handler that always runs.</summary>
    Finally,

    /// <summary>A handler that runs on exceptions.</summary>
    Fault,
}

/// <summary>A block of a body; offsets in bytes, the end excluded.</summary>
internal sealed class Region(RegionKind kind, int start, int end, int clause)
{
    internal RegionKind Kind { get; } = kind;

    internal int Start { get; } = start;

    internal int End { get; } = end;

    /// <summary>The first clause that it belongs to.</summary>
    internal int Clause { get; } = clause;

    /// <summary>The block around it; null for the method.</summary>
    internal Region? Parent { get; set; }

    /// <summary>The handlers and filters that may run when an exception leaves this protected block.</summary>
    internal List<Region> Handlers { get; } = [];

    /// <summary>What a catch handler or filter is given.</summary>
    internal TypeSignature? Caught { get; init; }

    internal bool Contains(Region other) => Start <= other.Start && other.End <= End;
}

/// <summary>The blocks of a body as a tree.</summary>
internal sealed class ProtectedBlocks
{
    /// <summary>Of every body without clauses; nothing asks where the method ends.</summary>
    private static readonly ProtectedBlocks None = new(new Region(RegionKind.Method, 0, int.MaxValue, -1), []);

    private readonly Region[] _regions;

    private ProtectedBlocks(Region method, Region[] regions) => (Method, _regions) = (method, regions);

    internal Region Method { get; }

    /// <summary>All blocks but the method, outer before inner.</summary>
    internal IReadOnlyList<Region> Regions => _regions;

    /// <summary>Makes the tree, or says what is wrong with the clauses (II.19, II.25.4.6, I.12.4.2.7).</summary>
    /// <param name="body">The body.</param>
    /// <param name="isBoundary">Whether an instruction starts at an offset.</param>
    /// <param name="fault">What is wrong.</param>
    internal static ProtectedBlocks? Of(MethodBodyModel body, Func<int, bool> isBoundary, out string fault)
    {
        fault = "";
        if (body.ExceptionClauses.IsEmpty)
        {
            return None;
        }

        var method = new Region(RegionKind.Method, 0, body.CodeSize, -1);
        var regions = new List<Region>();
        var tries = new Dictionary<(int Start, int End), Region>();
        for (var index = 0; index < body.ExceptionClauses.Count; index++)
        {
            var clause = body.ExceptionClauses[index];
            if (!IsWhole(clause.TryOffset, clause.TryLength) || !IsWhole(clause.HandlerOffset, clause.HandlerLength)
                || (clause.FilterOffset >= 0 && !IsWhole(clause.FilterOffset, clause.HandlerOffset - clause.FilterOffset)))
            {
                fault = $"exception clause {index} is empty, or does not begin and end at instructions";
                return null;
            }

            var key = (clause.TryOffset, clause.TryOffset + clause.TryLength);
            var isAlone = clause.Kind is ExceptionRegionKind.Finally or ExceptionRegionKind.Fault;
            if (!tries.TryGetValue(key, out var block))
            {
                block = new Region(RegionKind.Try, key.Item1, key.Item2, index);
                tries.Add(key, block);
                regions.Add(block);
            }
            else if (isAlone || block.Handlers.Exists(handler => handler.Kind is RegionKind.Finally or RegionKind.Fault))
            {
                fault = $"exception clause {index} shares its protected block with a finally or fault handler";
                return null;
            }

            if (Kind(clause.Kind) is not { } kind)
            {
                fault = $"exception clause {index} is of no known kind";
                return null;
            }

            var handler = new Region(kind, clause.HandlerOffset, clause.HandlerOffset + clause.HandlerLength, index)
            {
                Caught = kind != RegionKind.Catch ? null
                    : clause.Kind == ExceptionRegionKind.Catch ? clause.CatchType!.Type : PrimitiveSignature.Of(PrimitiveCode.Object),
            };
            regions.Add(handler);
            block.Handlers.Add(handler);
            if (clause.FilterOffset >= 0)
            {
                var filter = new Region(RegionKind.Filter, clause.FilterOffset, clause.HandlerOffset, index)
                {
                    Caught = PrimitiveSignature.Of(PrimitiveCode.Object),
                };
                regions.Add(filter);
                block.Handlers.Add(filter);
            }
        }

        return Nest(method, regions, out fault) ? new ProtectedBlocks(method, [.. regions]) : null;

        bool IsWhole(int offset, int length) =>
            offset >= 0 && length > 0 && offset <= body.CodeSize - length
            && isBoundary(offset) && (offset + length == body.CodeSize || isBoundary(offset + length));
    }

    /// <summary>Whether control may go from a block to an instruction in a block other than by leaving (III.1.7.5).</summary>
    internal static bool CanBranch(Region from, Region to, int target)
    {
        var current = to;
        while (!ReferenceEquals(current, from))
        {
            if (current.Kind != RegionKind.Try || current.Start != target || current.Parent is null)
            {
                return false;
            }

            current = current.Parent;
        }

        return true;
    }

    /// <summary>Whether <c>leave</c> may go from a block to an instruction in a block (III.3.46).</summary>
    internal static bool CanLeave(Region from, Region to, int target)
    {
        for (var current = from; current is not null; current = current.Parent)
        {
            if (CanBranch(current, to, target))
            {
                return true;
            }

            if (current.Kind is RegionKind.Finally or RegionKind.Fault or RegionKind.Filter)
            {
                return false;
            }
        }

        return false;
    }

    private static bool Nest(Region method, List<Region> regions, out string fault)
    {
        regions.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start)
            : left.End != right.End ? right.End.CompareTo(left.End)
            : left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
            : right.Clause.CompareTo(left.Clause));
        var open = new Stack<Region>();
        open.Push(method);
        foreach (var region in regions)
        {
            while (open.Peek().End <= region.Start)
            {
                open.Pop();
            }

            var parent = open.Peek();
            if (!parent.Contains(region) || (parent.Kind != RegionKind.Method && parent.Start == region.Start && parent.End == region.End))
            {
                fault = $"the blocks of exception clauses {parent.Clause} and {region.Clause} overlap";
                return false;
            }

            if (parent.Kind != RegionKind.Method && parent.Clause <= region.Clause)
            {
                fault = parent.Clause == region.Clause
                    ? $"the handler of exception clause {region.Clause} is inside its own protected block"
                    : $"exception clause {region.Clause} is inside clause {parent.Clause} and comes after it";
                return false;
            }

            if (region.Kind == RegionKind.Try && region.Start == parent.Start && parent.Caught is not null)
            {
                // Measured: the JIT refuses it, as the stack must be empty where a protected block begins (III.1.7.5).
                fault = $"the protected block of exception clause {region.Clause} begins with a handler, where the exception is on the stack";
                return false;
            }

            region.Parent = parent;
            open.Push(region);
        }

        foreach (var region in regions)
        {
            if (region.Handlers.Exists(handler => !ReferenceEquals(handler.Parent, region.Parent)))
            {
                fault = $"the handler of exception clause {region.Clause} is in another block than what it protects";
                return false;
            }
        }

        fault = "";
        return true;
    }

    private static RegionKind? Kind(ExceptionRegionKind kind) => kind switch
    {
        ExceptionRegionKind.Catch or ExceptionRegionKind.Filter => RegionKind.Catch,
        ExceptionRegionKind.Finally => RegionKind.Finally,
        ExceptionRegionKind.Fault => RegionKind.Fault,
        _ => null,
    };
}
