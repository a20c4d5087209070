using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

[Serializable]
public class Marked
{
    [Obsolete("old")] public void Old() { }
    [Conditional("DEBUG")] public void Debug() { }
    [DebuggerStepThrough] public void Step() { }
    [MethodImpl(MethodImplOptions.NoInlining)] public void Flag() { }
    [EditorBrowsable(EditorBrowsableState.Never)] public void Hidden() { }
    public void Caller([CallerMemberName] string name = "") { }
    [TypeConverter(typeof(Marked))] public int Converted_RX2007;
}
