using System.Net;

namespace RExecIL.Runtime.Network;

/// <summary>A request as it leaves the sandbox: checked text, and nothing of the guest's.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Address">Absolute, http or https.</param>
/// <param name="Version">The version of HTTP: 1.0 or 1.1.</param>
/// <param name="Headers">Its headers, without those of the connection.</param>
/// <param name="ContentHeaders">Those of its body, without its length.</param>
/// <param name="Body">Its body; null for none.</param>
/// <param name="Timeout">What it may take; infinite for no limit.</param>
internal sealed record HttpCall(
    string Method,
    Uri Address,
    Version Version,
    IReadOnlyList<HeaderText> Headers,
    IReadOnlyList<HeaderText> ContentHeaders,
    byte[]? Body,
    TimeSpan Timeout);

/// <summary>The head of a response.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Reason">What the server says to it.</param>
/// <param name="Version">The version of HTTP.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="ContentHeaders">Those of its body.</param>
/// <param name="Address">Where it came from, after all redirections.</param>
internal sealed record HttpAnswer(
    HttpStatusCode Status,
    string? Reason,
    Version Version,
    IReadOnlyList<HeaderText> Headers,
    IReadOnlyList<HeaderText> ContentHeaders,
    Uri Address);

/// <summary>A header with one of its values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value.</param>
internal readonly record struct HeaderText(string Name, string Value);
