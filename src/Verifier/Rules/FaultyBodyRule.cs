using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Rules;

/// <summary>RX0022, RX0023, RX0025 to RX0029, RX0032: no signature, body or type has faults that the screening works around.</summary>
/// <remarks>
/// The screening reports them and lets the stages after go on for the sake of all else; here they refuse the
/// assembly.
/// </remarks>
internal sealed class FaultyBodyRule : IModuleRule
{
    public IEnumerable<Diagnostic> Check(RuleContext context) => context.Module.Contents.Image.BodyFaults;
}
