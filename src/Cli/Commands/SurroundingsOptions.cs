using System.CommandLine;
using System.Globalization;

namespace RExecIL.Cli.Commands;

/// <summary>The options for what a guest finds around it: the clock and the culture.</summary>
internal sealed class SurroundingsOptions
{
    private const string Coarse = "coarse:";
    private const string Fixed = "fixed:";

    private readonly Option<string?> _clock = new("--clock")
    {
        Description = "The time it sees: real (the default), fixed:2026-01-31T12:00:00Z, or coarse:10ms for one that moves in such steps",
        HelpName = "CLOCK",
    };

    private readonly Option<string?> _culture = new("--culture")
    {
        Description = "The culture it begins with, as in en-US, or invariant; by default that of the system",
        HelpName = "NAME",
    };

    /// <summary>Lets a command take them.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_clock);
        command.Options.Add(_culture);
    }

    /// <summary>What the caller asked for.</summary>
    /// <exception cref="UsageException">There is no such clock or culture.</exception>
    internal Surroundings Read(ParseResult parsed) => new(
        parsed.GetValue(_clock) is { } clock ? Clock(clock) : null,
        parsed.GetValue(_culture) is { } culture ? Culture(culture) : null);

    private TimeProvider? Clock(string text) => text switch
    {
        "real" => null,
        _ when text.StartsWith(Coarse, StringComparison.Ordinal) && Duration.Parse(_clock.Name, text[Coarse.Length..]) is var step =>
            step >= TimeSpan.FromMicroseconds(1) ? new CoarseClock(step) : throw new UsageException($"{_clock.Name} {text} is a step below a microsecond."),
        _ when text.StartsWith(Fixed, StringComparison.Ordinal) && DateTimeOffset.TryParse(
            text.AsSpan(Fixed.Length), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => new FixedClock(time),
        _ => throw new UsageException($"{_clock.Name} {text} is no clock: write real, fixed:2026-01-31T12:00:00Z or coarse:10ms."),
    };

    private CultureInfo Culture(string name)
    {
        try
        {
            return name == "invariant" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            throw new UsageException($"{_culture.Name} {name}: this system knows no such culture.");
        }
    }
}

/// <summary>What a guest finds around it.</summary>
/// <param name="Clock">The time it sees; null for that of the system.</param>
/// <param name="Culture">The culture it begins with; null for that of the system.</param>
internal sealed record Surroundings(TimeProvider? Clock, CultureInfo? Culture);
