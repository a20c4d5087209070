using System.CommandLine;

namespace RExecIL.Cli.Commands;

/// <summary>Carries out a command on the terminal that the command line asks for, and explains what fails.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="codeOnFailure">The exit code when RExecIL itself fails.</param>
/// <param name="action">What to do; gives the exit code.</param>
/// <returns>The exit code.</returns>
internal delegate int Perform(ParseResult parsed, int codeOnFailure, Func<Terminal, int> action);
