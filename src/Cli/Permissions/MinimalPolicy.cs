using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Permissions;

/// <summary>The least grants that a run needs, as options and as a policy file.</summary>
/// <param name="Capabilities">What the images name or the run asked for.</param>
/// <param name="Read">What it read.</param>
/// <param name="Write">What it wrote.</param>
/// <param name="Environment">The variables that it read.</param>
/// <param name="Network">The hosts that it sent requests to.</param>
internal sealed record MinimalPolicy(Capability Capabilities, NameGrant Read, NameGrant Write, NameGrant Environment, NameGrant Network)
{
    /// <summary>The name of a variable that nobody has: for code that names what reads variables, and read none.</summary>
    private const string NoVariable = "REXEC_IL_NONE";

    /// <summary>A host that nobody has (RFC 6761): for code that names what sends requests, and sent none.</summary>
    private const string NoHost = "none.invalid";

    /// <summary>The least policy for what a run asked for.</summary>
    /// <param name="trace">What it asked for.</param>
    /// <param name="isAccepted">Whether the images are accepted with those powers; files and variables without any grant of them.</param>
    internal static MinimalPolicy Of(PermissionTrace trace, Func<Capability, bool> isAccepted)
    {
        var read = trace.Needed("read");
        var write = trace.Needed("write");
        var environment = trace.Needed("env");
        var network = trace.Needed("net");
        var used = (read.IsGranted ? Capability.Read : 0)
            | (write.IsGranted ? Capability.Write : 0)
            | (environment.IsGranted ? Capability.Environment : 0)
            | (network.IsGranted ? Capability.Network : 0)
            | (trace.HasAsked("temp") ? Capability.Temp : 0)
            | (trace.HasAsked("import") ? Capability.Import : 0);

        // One after the other is left out where the images are accepted without it. A temporary folder is the least that lets
        // code name what opens files, so it goes last.
        var needed = Everything;
        foreach (var capability in new[] { Capability.Import, Capability.Console, Capability.Network, Capability.Environment, Capability.Write, Capability.Read, Capability.Temp })
        {
            if ((used & capability) == 0 && isAccepted(needed & ~capability))
            {
                needed &= ~capability;
            }
        }

        return new MinimalPolicy(needed, read, write, environment, network);
    }

    /// <summary>Everything that can be traced.</summary>
    internal const Capability Everything =
        Capability.Console | Capability.Read | Capability.Write | Capability.Environment | Capability.Import | Capability.Temp | Capability.Network;

    /// <summary>The options, as a shell takes them.</summary>
    internal string Options()
    {
        var options = new List<string>();
        if ((Capabilities & Capability.Console) == 0 && (Capabilities & Capability.Import) == 0)
        {
            options.Add("--policy pure");
        }

        AddNames("read", Read, Capability.Read);
        AddNames("write", Write, Capability.Write);
        AddNames("env", Variables, Capability.Environment);
        AddNames("net", Hosts, Capability.Network);
        if ((Capabilities & Capability.Temp) != 0)
        {
            options.Add("--allow-temp");
        }

        return options.Count == 0 ? "none" : string.Join(' ', options);

        void AddNames(string permission, NameGrant grant, Capability capability)
        {
            if ((Capabilities & capability) != 0 && grant.IsGranted)
            {
                options.Add(grant.Everything
                    ? $"--allow-{permission}"
                    : Quoted($"--allow-{permission}=" + string.Join(',', grant.Names.Items.Select(name => name.Replace(",", ",,", StringComparison.Ordinal)))));
            }
        }
    }

    /// <summary>A policy file.</summary>
    internal string Json()
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteString("extends", (Capabilities & Capability.Console) != 0 ? "script" : "pure");
            if ((Capabilities & (Capability.Import | Capability.Temp)) != 0)
            {
                json.WriteStartArray("capabilities");
                foreach (var (name, capability) in new[] { ("import", Capability.Import), ("temp", Capability.Temp) })
                {
                    if ((Capabilities & capability) != 0)
                    {
                        json.WriteStringValue(name);
                    }
                }

                json.WriteEndArray();
            }

            WriteNames("read", Read);
            WriteNames("write", Write);
            WriteNames("env", Variables);
            WriteNames("net", Hosts);
            json.WriteEndObject();

            void WriteNames(string property, NameGrant grant)
            {
                if (grant.Everything)
                {
                    json.WriteBoolean(property, true);
                }
                else if (grant.IsGranted)
                {
                    json.WriteStartArray(property);
                    foreach (var name in grant.Names)
                    {
                        json.WriteStringValue(name);
                    }

                    json.WriteEndArray();
                }
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private NameGrant Variables => (Capabilities & Capability.Environment) != 0 && !Environment.IsGranted
        ? NameGrant.Of(NoVariable)
        : Environment;

    private NameGrant Hosts => (Capabilities & Capability.Network) != 0 && !Network.IsGranted ? NameGrant.Of(NoHost) : Network;

    /// <summary>A word for a POSIX shell. What cannot be shown is escaped as bash and zsh read it.</summary>
    private static string Quoted(string word)
    {
        if (word.All(character => char.IsAsciiLetterOrDigit(character) || "-_./,:=@%+".Contains(character, StringComparison.Ordinal)))
        {
            return word;
        }

        var isPlain = Terminal.Printable(word) == word;
        var text = new StringBuilder(isPlain ? "'" : "$'");
        foreach (var character in word)
        {
            text.Append(isPlain
                ? (character == '\'' ? "'\\''" : character.ToString())
                : character switch
                {
                    '\'' or '\\' => "\\" + character,
                    >= ' ' and <= '~' => character.ToString(),
                    _ => $"\\u{(int)character:x4}",
                });
        }

        return text.Append('\'').ToString();
    }
}
