namespace RExecIL.Verifier.Policies;

/// <summary>What a policy grants as data: for the loader, whose shims enforce it at run time. Immutable.</summary>
/// <remarks>
/// Paths are as the policy file or the caller wrote them; whoever reads the file makes them absolute.
/// </remarks>
public sealed record Grants
{
    /// <summary>Grants nothing.</summary>
    public static Grants Nothing { get; } = new();

    /// <summary>The capabilities whose shims guest code may call.</summary>
    public Capability Capabilities { get; init; }

    /// <summary>Files and folders that may be read.</summary>
    public NameGrant Read { get; init; } = NameGrant.Nothing;

    /// <summary>Files and folders that may be written.</summary>
    public NameGrant Write { get; init; } = NameGrant.Nothing;

    /// <summary>Files and folders that may not be read, whatever <see cref="Read"/> says.</summary>
    public EquatableArray<string> DenyRead { get; init; }

    /// <summary>Files and folders that may not be written, whatever <see cref="Write"/> says.</summary>
    public EquatableArray<string> DenyWrite { get; init; }

    /// <summary>Environment variables that may be read; a trailing <c>*</c> stands for any ending.</summary>
    public NameGrant Environment { get; init; } = NameGrant.Nothing;

    /// <summary>
    /// Hosts, addresses and networks that requests may go to, as <see cref="NetworkPattern"/> says. Everything stands for all
    /// that is public: addresses that are not have to be named besides.
    /// </summary>
    public NameGrant Network { get; init; } = NameGrant.Nothing;

    /// <summary>Hosts, addresses and networks that requests may not go to, whatever <see cref="Network"/> says.</summary>
    public EquatableArray<string> DenyNetwork { get; init; }

    /// <summary>
    /// Simple names of the contract assemblies that guest code may use; null for all that the catalog holds.
    /// </summary>
    public EquatableArray<string>? Contracts { get; init; }

    /// <summary>
    /// Full name of the attribute that marks what guest code may see of contracts: on a type for all of it, on a member for
    /// that. Matched by name, so that contracts can define their own. Null when all that is public may be seen.
    /// </summary>
    public string? ContractAttribute { get; init; }

    /// <summary>Time from the start of a run to its end; null for the loader's default.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Units of fuel of a run; null for the loader's default.</summary>
    public long? MaxFuel { get; init; }

    /// <summary>Bytes that a run may allocate; null for the loader's default.</summary>
    public long? MaxAllocation { get; init; }

    /// <summary>Bytes that a run may write to standard output; null for the loader's default.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>The same for standard error.</summary>
    public long? MaxErrorOutput { get; init; }

    /// <summary>
    /// Whether a run needs limits of time, allocation and both outputs, from here or from the loader. Default false.
    /// </summary>
    public bool RequiresLimits { get; init; }

    /// <summary>These grants with the limits of others.</summary>
    internal Grants WithLimitsOf(Grants other) => this with
    {
        MaxTime = other.MaxTime,
        MaxFuel = other.MaxFuel,
        MaxAllocation = other.MaxAllocation,
        MaxOutput = other.MaxOutput,
        MaxErrorOutput = other.MaxErrorOutput,
        RequiresLimits = other.RequiresLimits,
    };
}

/// <summary>Names that are granted: everything, or those listed.</summary>
/// <param name="Everything">Whether every name is granted.</param>
/// <param name="Names">The names that are granted.</param>
public sealed record NameGrant(bool Everything, EquatableArray<string> Names)
{
    /// <summary>No name.</summary>
    public static NameGrant Nothing { get; } = new(false, []);

    /// <summary>Every name.</summary>
    public static NameGrant All { get; } = new(true, []);

    /// <summary>Those names.</summary>
    /// <exception cref="ArgumentException">A name is empty, which would stand for something the caller did not mean.</exception>
    public static NameGrant Of(params IEnumerable<string> names)
    {
        var listed = names.ToEquatableArray();
        return listed.Items.Any(string.IsNullOrEmpty)
            ? throw new ArgumentException("A grant names each thing.", nameof(names))
            : new NameGrant(false, listed);
    }

    /// <summary>Whether any name is granted.</summary>
    public bool IsGranted => Everything || !Names.IsEmpty;

    /// <summary>The same grant with its names in one order.</summary>
    internal NameGrant Sorted() => new(Everything, Everything ? [] : [.. Names.Items.Order(StringComparer.Ordinal)]);

    /// <summary>What either of the two grants.</summary>
    public NameGrant Union(NameGrant other) => new(
        Everything || other.Everything, Names.Items.Union(other.Names.Items, StringComparer.Ordinal).ToEquatableArray());
}
