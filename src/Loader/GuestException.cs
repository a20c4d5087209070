using System.Text;
using RExecIL.Verifier;

namespace RExecIL;

/// <summary>An exception that a guest did not catch, as text: the object itself stays in the sandbox.</summary>
/// <param name="TypeName">Full name of its type.</param>
/// <param name="Message">Its message, cut when it is very long. Chosen by the guest.</param>
/// <param name="StackTrace">The guest's own frames, one a line, innermost first; empty when there are none.</param>
/// <param name="InnerExceptions">What caused it, to a limited depth and number.</param>
public sealed record GuestException(
    string TypeName,
    string Message,
    string StackTrace,
    EquatableArray<GuestException> InnerExceptions)
{
    /// <summary>The text as the runtime prints it, with the guest's frames only.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }

    private void AppendTo(StringBuilder text)
    {
        text.Append(TypeName);
        if (Message.Length > 0)
        {
            text.Append(": ").Append(Message);
        }

        foreach (var inner in InnerExceptions)
        {
            text.Append("\n ---> ");
            inner.AppendTo(text);
            text.Append("\n   --- End of inner exception stack trace ---");
        }

        if (StackTrace.Length > 0)
        {
            text.Append('\n').Append(StackTrace);
        }
    }
}
