using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using RExecIL.Slot;

namespace RExecIL.Runtime.Tests;

/// <summary>A sandbox of which each part is given by the test.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A StringWriter holds nothing but memory.")]
internal sealed class TestSandbox : Sandbox
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    internal TestSandbox(string input = "", string? root = null, params IEnumerable<string> grantedVariables)
        : base(new SlotRegisters())
    {
        Console = new GuestConsole(new StandardStreams(new StringReader(input), _out, _error));
        var names = grantedVariables.ToHashSet(StringComparer.Ordinal);
        Environment = new GuestEnvironment(names.Select(name => KeyValuePair.Create(name, name + "-value")), name => name is not null && names.Contains(name));
        Root = root;
    }

    internal override GuestConsole Console { get; }

    internal override GuestEnvironment Environment { get; }

    internal override IGuestFiles Files => throw new UnauthorizedAccessException();

    internal override Network.IGuestNetwork Network => throw new UnauthorizedAccessException();

    internal override IReadOnlyList<Assembly> GuestAssemblies => [typeof(TestSandbox).Assembly];

    internal string Output => _out.ToString();

    internal string ErrorOutput => _error.ToString();

    /// <summary>Where files are; null for a sandbox that opens none.</summary>
    internal string? Root { get; }

    /// <summary>Each opening as it reached the sandbox.</summary>
    internal List<string> Opened { get; } = [];

    internal override Stream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        Opened.Add($"{path} {mode} {access} {share} {bufferSize} {options}");
        return Root is null
            ? throw new UnauthorizedAccessException()
            : new FileStream(Path.Combine(Root, path), mode, access, share, bufferSize, options);
    }

    internal override Assembly Import(string name) => GuestTypes.IsNamed(typeof(TestSandbox).Assembly, GuestTypes.SimpleName(name))
        ? typeof(TestSandbox).Assembly
        : throw new FileNotFoundException(name);
}
