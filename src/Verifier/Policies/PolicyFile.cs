using System.Text;
using System.Text.Json;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Policies;

/// <summary>The words of a policy file with their places, before anything is looked up.</summary>
/// <remarks>JSON with comments and trailing commas, a schema of its own: <c>docs/policy-format.md</c>.</remarks>
internal sealed class PolicyFile
{
    /// <summary>Size of a policy file, in bytes. People write kilobytes.</summary>
    internal const int MaxSize = 1024 * 1024;

    /// <summary>Nesting of a policy file: what the format needs.</summary>
    private const int MaxDepth = 4;

    private static readonly string[] GrantProperties = ["capabilities", "read", "write", "denyRead", "denyWrite", "env", "net", "denyNet"];

    private static readonly string[] Properties =
    [
        "$schema", "extends", .. GrantProperties, "allow", "deny", "contracts", "contractAttribute", "assemblies", "limits",
    ];

    private const string Required = "required";

    private static readonly string[] LimitNames = ["maxTime", "maxFuel", "maxAlloc", "maxStdout", "maxStderr", Required];

    private readonly string _name;
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<Diagnostic> _faults;

    private PolicyFile(string name, ReadOnlyMemory<byte> utf8, List<Diagnostic> faults) =>
        (_name, _utf8, _faults) = (name, utf8, faults);

    /// <summary>The preset or file that it starts from; null for none.</summary>
    internal PolicyWord? Extends { get; private set; }

    /// <summary>The attribute that marks what guests may see of contracts; null for none.</summary>
    internal PolicyWord? ContractAttribute { get; private set; }

    /// <summary>What is said for all assemblies.</summary>
    internal PolicySection Root { get; } = new();

    /// <summary>What is said for single assemblies, by simple name without case.</summary>
    internal Dictionary<string, (PolicyWord Name, PolicySection Section)> Assemblies { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Limits by name.</summary>
    internal Dictionary<string, PolicyWord> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the words; what is wrong goes to <paramref name="faults"/>.</summary>
    internal static PolicyFile Read(string name, ReadOnlyMemory<byte> utf8, List<Diagnostic> faults)
    {
        var file = new PolicyFile(name, utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8, faults);
        if (utf8.Length > MaxSize)
        {
            file.Fault(PolicyRules.NotJson, 0, $"The file is larger than {MaxSize} bytes. A policy is a page of text.");
            return file;
        }

        try
        {
            file.ReadRoot();
        }
        catch (JsonException fault)
        {
            // The boundary to the JSON parser: its position is in bytes within the line.
            var line = (int)(fault.LineNumber ?? 0);
            var offset = file.OffsetOfLine(line) + (int)(fault.BytePositionInLine ?? 0);
            file.Fault(PolicyRules.NotJson, offset, "This is not well-formed JSON: " + FirstSentence(fault.Message));
        }
        catch (InvalidOperationException)
        {
            // The parser's word for text that is no Unicode, found only when a string is decoded.
            file.Fault(PolicyRules.NotJson, 0, "A string in the file is not valid Unicode. Save the file as UTF-8.");
        }

        return file;
    }

    /// <summary>The place of a byte of the file.</summary>
    internal CodeLocation LocationAt(int offset)
    {
        var bytes = _utf8.Span[..Math.Min(offset, _utf8.Length)];
        var lineStart = bytes.LastIndexOf((byte)'\n') + 1;
        return new CodeLocation(_name)
        {
            File = _name,
            Line = bytes.Count((byte)'\n') + 1,
            Column = Encoding.UTF8.GetCharCount(bytes[lineStart..]) + 1,
        };
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }

    private void ReadRoot()
    {
        var reader = new Utf8JsonReader(_utf8.Span, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = MaxDepth,
        });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(PolicyRules.WrongValue, (int)reader.TokenStartIndex, "A policy is one JSON object: { … }.");
            return;
        }

        ReadProperties(ref reader, Properties, Root);

        // Reads what is behind the object, so that the parser refuses it.
        while (reader.Read())
        {
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader, string[] known, PolicySection section)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString()!;
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            if (!known.Contains(property))
            {
                Fault(PolicyRules.UnknownProperty, start,
                    $"There is no property \"{property}\" here.{Suggestion.For(property, known)} Known are: {string.Join(", ", known)}.");
                reader.Skip();
            }
            else if (!seen.Add(property))
            {
                Fault(PolicyRules.Duplicate, start, $"\"{property}\" is there twice. Write one list.");
                reader.Skip();
            }
            else
            {
                ReadValue(ref reader, property, section);
            }
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, string property, PolicySection section)
    {
        switch (property)
        {
            case "$schema":
                _ = ReadWord(ref reader, property);
                break;
            case "extends":
                Extends = ReadWord(ref reader, property);
                break;
            case "contractAttribute":
                ContractAttribute = ReadWord(ref reader, property);
                break;
            case "assemblies":
                ReadAssemblies(ref reader);
                break;
            case "limits":
                ReadLimits(ref reader);
                break;
            case "read" or "write" or "env" or "net" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                if (reader.TokenType == JsonTokenType.True)
                {
                    section.Everything[property] = (int)reader.TokenStartIndex;
                }

                break;
            default:
                ReadList(ref reader, property, section);
                break;
        }
    }

    private void ReadAssemblies(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(PolicyRules.WrongValue, (int)reader.TokenStartIndex, "\"assemblies\" takes an object: { \"Plugin\": { \"read\": [\"./data\"] } }.");
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = new PolicyWord(reader.GetString()!, (int)reader.TokenStartIndex, IsVerbatim: false);
            var section = new PolicySection();
            reader.Read();
            if (!Assemblies.TryAdd(name.Text, (name, section)))
            {
                Fault(PolicyRules.Duplicate, name.Offset, $"The assembly \"{name.Text}\" is there twice; its name has no case.");
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.StartObject)
            {
                Fault(PolicyRules.WrongValue, (int)reader.TokenStartIndex, "An assembly takes an object with grants: { \"read\": [\"./data\"] }.");
                reader.Skip();
            }
            else
            {
                ReadProperties(ref reader, GrantProperties, section);
            }
        }
    }

    private PolicyWord? ReadWord(ref Utf8JsonReader reader, string property)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.String)
        {
            Fault(PolicyRules.WrongValue, start, $"\"{property}\" takes text in quotes here.");
            reader.Skip();
            return null;
        }

        var text = reader.GetString()!;
        if (text.Length == 0 || text.Any(char.IsControl))
        {
            Fault(PolicyRules.WrongValue, start, $"\"{property}\" takes text that is not empty and has no control characters.");
            return null;
        }

        // The text starts behind the quote; with escapes inside, the quote is as near as one can say.
        return new PolicyWord(text, reader.ValueIsEscaped ? start : start + 1, !reader.ValueIsEscaped);
    }

    private void ReadList(ref Utf8JsonReader reader, string property, PolicySection section)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var orTrue = property is "read" or "write" or "env" or "net" ? ", or true for everything" : "";
            Fault(PolicyRules.WrongValue, (int)reader.TokenStartIndex, $"\"{property}\" takes a list: [\"…\"]{orTrue}.");
            reader.Skip();
            return;
        }

        var words = new List<PolicyWord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadWord(ref reader, property) is not { } word)
            {
                continue;
            }

            if (!seen.Add(word.Text))
            {
                Fault(PolicyRules.Duplicate, word.Offset, $"\"{word.Text}\" is in \"{property}\" twice.");
            }

            words.Add(word);
        }

        section.Lists[property] = [.. words];
    }

    private void ReadLimits(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(PolicyRules.WrongValue, (int)reader.TokenStartIndex, "\"limits\" takes an object: { \"maxTime\": \"2s\" }.");
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            if (!LimitNames.Contains(name))
            {
                Fault(PolicyRules.UnknownProperty, start, $"There is no limit \"{name}\".{Suggestion.For(name, LimitNames)} Known are: {string.Join(", ", LimitNames)}.");
                reader.Skip();
            }
            else if (Limits.ContainsKey(name))
            {
                Fault(PolicyRules.Duplicate, start, $"The limit \"{name}\" is there twice.");
                reader.Skip();
            }
            else if (name == Required && reader.TokenType == JsonTokenType.True)
            {
                Limits[name] = new PolicyWord("true", (int)reader.TokenStartIndex, IsVerbatim: true);
            }
            else if (name == Required)
            {
                Fault(PolicyRules.WrongValue, (int)reader.TokenStartIndex, "\"required\" takes true alone: no file takes back what the one that it extends asks for.");
                reader.Skip();
            }
            else if (ReadWord(ref reader, name) is { } word)
            {
                Limits[name] = word;
            }
        }
    }

    private int OffsetOfLine(int line)
    {
        var offset = 0;
        for (; line > 0 && _utf8.Span[offset..].IndexOf((byte)'\n') is >= 0 and var length; line--)
        {
            offset += length + 1;
        }

        return offset;
    }

    private void Fault(DiagnosticDescriptor descriptor, int offset, string message) =>
        _faults.Add(descriptor.At(LocationAt(offset), message));
}

/// <summary>What a policy file says for all assemblies, or for one.</summary>
internal sealed class PolicySection
{
    /// <summary>Lists of words by property; a property that is absent has none.</summary>
    internal Dictionary<string, EquatableArray<PolicyWord>> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>The properties that say <c>true</c> in place of a list, and where they do.</summary>
    internal Dictionary<string, int> Everything { get; } = new(StringComparer.Ordinal);

    /// <summary>The words of a list, empty when it is absent.</summary>
    internal EquatableArray<PolicyWord> List(string property) => Lists.GetValueOrDefault(property);

    /// <summary>The texts of a list.</summary>
    internal IEnumerable<string> Texts(string property) => List(property).Items.Select(word => word.Text);

    /// <summary>The names that a list grants, or all.</summary>
    internal NameGrant Names(string property) =>
        Everything.ContainsKey(property) ? NameGrant.All : new NameGrant(false, [.. Texts(property)]);
}

/// <summary>A text in a policy file.</summary>
/// <param name="Text">The text, unescaped.</param>
/// <param name="Offset">Where it starts, in bytes.</param>
/// <param name="IsVerbatim">Whether an index into the text is a distance in the file.</param>
internal sealed record PolicyWord(string Text, int Offset, bool IsVerbatim);
