using System.CommandLine;
using System.CommandLine.Help;
using RExecIL.Cli.Commands;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Cli;

/// <summary>Sorts the words of a command line so that no word can be taken for another one's value.</summary>
/// <remarks>
/// A grant takes its value behind <c>=</c> only, so that <c>--allow-read guest.dll</c> does not take the assembly for a
/// path; a word that looks like an option and is none is an error, not a file name; and for <c>run</c> our options end
/// at the first word behind the assembly that is none of them, or at <c>--</c>: from there on all is the guest's.
/// </remarks>
internal static class ArgumentSyntax
{
    /// <summary>What stands for the missing value of a whole grant: no command line can carry it.</summary>
    internal const string Whole = "\0";

    /// <summary>Puts global options first, then the command, its options, <c>--</c>, and everything else.</summary>
    /// <exception cref="UsageException">A word is not a command, not an option, or lacks its value.</exception>
    internal static IReadOnlyList<string> Sort(IReadOnlyList<string> words, RootCommand root)
    {
        var options = new List<string>();
        var position = TakeOptions(words, 0, root, [.. root.Options], options);
        if (position == words.Count)
        {
            return options;
        }

        var command = FindCommand(words[position++], root);
        var path = new List<string> { command.Name };
        while (command.Subcommands.Count > 0 && position < words.Count && words[position] is not ['-', ..])
        {
            command = FindCommand(words[position++], command);
            path.Add(command.Name);
        }

        var own = new List<string>();
        var rest = new List<string>();
        Option[] known = [.. command.Options, .. root.Options.Where(option => option.Recursive)];
        var takesGuestArguments = command.Arguments.Any(argument => argument.CaptureRemainingTokens);
        while (position < words.Count)
        {
            position = TakeOptions(words, position, command, known, own);
            if (position == words.Count)
            {
                break;
            }

            if (words[position] == "--")
            {
                rest.AddRange(words.Skip(position + 1));
                break;
            }

            rest.Add(words[position++]);
            if (!takesGuestArguments)
            {
                continue;
            }

            position = TakeOptions(words, position, command, known, own, stopAtUnknown: true);
            rest.AddRange(words.Skip(position < words.Count && words[position] == "--" ? position + 1 : position));
            break;
        }

        if (own.Any(word => Find(word, known) is HelpOption))
        {
            return [.. options, .. path, .. own];
        }

        if (command.Subcommands.Count > 0)
        {
            throw new UsageException($"{command.Name} needs a command.", HelpHint(command));
        }

        var missing = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).Skip(rest.Count).FirstOrDefault();
        if (missing is not null)
        {
            throw new UsageException($"{command.Name} needs {WithArticle(missing.Name)}.", HelpHint(command));
        }

        var most = command.Arguments.Sum(argument => (long)argument.Arity.MaximumNumberOfValues);
        return rest.Count > most
            ? throw new UsageException($"{command.Name} does not take '{rest[(int)most]}'.", HelpHint(command))
            : rest.Count > 0 ? [.. options, .. path, .. own, "--", .. rest] : [.. options, .. path, .. own];
    }

    private static int TakeOptions(
        IReadOnlyList<string> words,
        int position,
        Command command,
        IReadOnlyList<Option> options,
        List<string> taken,
        bool stopAtUnknown = false)
    {
        while (position < words.Count && words[position] is ['-', _, ..] and not "--")
        {
            if (Unbundle(words[position], options) is { } bundle)
            {
                taken.AddRange(bundle);
                position++;
                continue;
            }

            var (name, value) = Split(words[position]);
            if (Find(name, options) is not { } option)
            {
                return stopAtUnknown ? position : throw Unknown(name, command, options);
            }

            position++;
            if (option is Option<bool> || option.Arity.MaximumNumberOfValues == 0)
            {
                taken.Add(value is null ? name : throw new UsageException($"{name} takes no value.", HelpHint(command)));
                continue;
            }

            value ??= option is GrantOption grant
                ? grant.CanBeWhole ? Whole : throw new UsageException(
                    $"{name} needs its value behind '=', as in {name}={option.HelpName}.", HelpHint(command))
                : position < words.Count ? words[position++] : "";
            taken.Add(value.Length > 0 ? $"{name}={value}" : throw new UsageException(
                $"{name} has no value: write {name}={option.HelpName}"
                + (option is GrantOption { CanBeWhole: true } ? $", or {name} without '=' to grant all." : "."),
                HelpHint(command)));
        }

        return position;
    }

    // -RW is -R -W: only whole grants can be written together.
    private static IEnumerable<string>? Unbundle(string word, IReadOnlyList<Option> options) =>
        word is ['-', not '-', _, ..] && word.Skip(1).All(letter => Find("-" + letter, options) is GrantOption)
            ? word.Skip(1).Select(letter => $"-{letter}={Whole}")
            : null;

    private static (string Name, string? Value) Split(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }

    private static Option? Find(string name, IReadOnlyList<Option> options) =>
        options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static Command FindCommand(string word, Command root) =>
        root.Subcommands.FirstOrDefault(command => command.Name == word || command.Aliases.Contains(word))
        ?? throw new UsageException(
            $"'{word}' is not a command.{Suggestion.For(word, root.Subcommands.Select(command => command.Name))}",
            LooksLikeAssembly(word) ? $"To run an assembly: rexec-il run {word}" : HelpHint(root));

    private static bool LooksLikeAssembly(string word) =>
        word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);

    private static UsageException Unknown(string name, Command command, IReadOnlyList<Option> options) => command is RootCommand
        ? new UsageException(
            $"rexec-il has no option {name} before the command.{Suggestion.For(name, options.Select(option => option.Name))}",
            $"Options of a command stand behind its name. {HelpHint(command)}")
        : new UsageException(
            $"rexec-il {NameOf(command)} has no option {name}.{Suggestion.For(name, options.Select(option => option.Name))}",
            $"{HelpHint(command)} A file whose name starts with '-' stands behind '--'.");

    private static string WithArticle(string name) =>
        $"{(name[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {name.ToLowerInvariant().Replace('-', ' ')}";

    private static string HelpHint(Command command) =>
        $"See rexec-il {(command is RootCommand ? "" : NameOf(command) + " ")}--help.";

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } around and not RootCommand
            ? $"{NameOf(around)} {command.Name}"
            : command.Name;
}
