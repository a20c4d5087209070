using System.Globalization;
using System.Text;

namespace RExecIL.Cli.Permissions;

/// <summary>Asks the person at the terminal whether a guest may do what nothing grants.</summary>
/// <remarks>
/// The guest waits meanwhile and so writes nothing. What was typed before the question is thrown away, and an answer is a whole line:
/// neither keys that were meant for the guest nor answers that a terminal gives to the guest's control sequences can say yes.
/// </remarks>
internal sealed class TerminalPrompt : IPermissionHandler
{
    /// <summary>Longest text of the guest's in a line of the question, in characters.</summary>
    private const int MaxShown = 160;

    /// <summary>Questions about answers that are none, before they count as no.</summary>
    private const int MaxAttempts = 3;

    /// <summary>Keys that are thrown away at most: a terminal that sends without end is no person.</summary>
    private const int MaxPending = 100_000;

    private readonly Lock _gate = new();
    private readonly TextReader _in;
    private readonly TextWriter _error;
    private readonly Action _forgetPending;
    private readonly bool _resetsTerminal;

    /// <summary>The terminal of this process.</summary>
    internal TerminalPrompt()
        : this(Console.In, Console.Error, ForgetPending, Environment.GetEnvironmentVariable("TERM") != "dumb")
    {
    }

    /// <summary>A terminal of that kind.</summary>
    internal TerminalPrompt(TextReader @in, TextWriter error, Action forgetPending, bool resetsTerminal) =>
        (_in, _error, _forgetPending, _resetsTerminal) = (@in, error, forgetPending, resetsTerminal);

    /// <summary>Why nobody can be asked; null when somebody can.</summary>
    internal static string? Obstacle =>
        Console.IsInputRedirected || Console.IsErrorRedirected ? "standard input and standard error must be a terminal"
        : Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? "the variable CI says that nobody is there"
        : null;

    /// <inheritdoc/>
    public PermissionAnswer Answer(PermissionRequest request)
    {
        lock (_gate)
        {
            Console.Out.Flush();
            Ask(request);
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                _error.Write("└ Allow? [y/n/A] (y = yes, n = no, A = all " + Kind(request.Permission) + ") > ");
                _error.Flush();
                _forgetPending();
                switch (_in.ReadLine())
                {
                    case "y" or "Y":
                        _error.WriteLine($"✓ Allowed {Kind(request.Permission)}.");
                        return PermissionAnswer.Allow;
                    case "A":
                        _error.WriteLine($"✓ Allowed all {Kind(request.Permission)}.");
                        return PermissionAnswer.AllowAll;
                    case null or "n" or "N":
                        _error.WriteLine($"✗ Denied {Kind(request.Permission)}.");
                        return PermissionAnswer.Deny;
                }
            }

            _error.WriteLine($"✗ Denied {Kind(request.Permission)}: no answer.");
            return PermissionAnswer.Deny;
        }
    }

    private void Ask(PermissionRequest request)
    {
        // What the guest wrote may have hidden, moved or recoloured what follows (DECSTR; DECTCEM).
        _error.WriteLine(_resetsTerminal ? "\e[!p\e[?25h" : "");
        var what = request.Permission == "temp" ? "a temporary folder"
            : request.Value is null ? $"{Kind(request.Permission)} access to everything"
            : $"{Kind(request.Permission)} access to \"{Shown(request.Value)}\"";
        _error.WriteLine($"┌ ⚠ {Shown(request.Assembly)}.dll requests {what}.");
        if (request.Value is { } value && Shown(value) != value)
        {
            _error.WriteLine("├ Its name is longer, or has characters that cannot be shown (?).");
        }

        if (request.Permission is "read" or "write" && Directory.Exists(request.Value))
        {
            _error.WriteLine("├ It is a folder: yes is for all in it.");
        }

        if (request.Caller is { } caller)
        {
            _error.WriteLine($"├ Requested by: {Shown(caller)}");
        }

        if (request.Flag is { } flag)
        {
            _error.WriteLine($"├ To allow always: {Shown(flag)}");
        }
    }

    private static string Kind(string permission) => permission switch
    {
        "env" => "environment",
        "temp" => "temporary folder",
        _ => permission,
    };

    /// <summary>Text of the guest's that can neither move the cursor nor reorder what stands around it.</summary>
    internal static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxShown)
            {
                return shown.Append('…').ToString();
            }

            // U+FFFD stands for half of a pair.
            _ = rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                ? shown.Append('?')
                : shown.Append(rune);
        }

        return shown.ToString();
    }

    private static void ForgetPending()
    {
        for (var count = 0; count < MaxPending && Console.KeyAvailable; count++)
        {
            Console.ReadKey(intercept: true);
        }
    }
}
