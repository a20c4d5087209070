// U-12: a delegate of the guest's own or of the framework's on another thread, directly, by group, and its end
// expect: refused RX2001
// in: Own Framework Group End
using System;
public delegate void D();
public class P
{
    static IAsyncResult Own(D d) => d.BeginInvoke(null, null);
    static object Framework(Action<int> a) => a.BeginInvoke(1, null, null);
    static Func<AsyncCallback, object, IAsyncResult> Group(D d) => d.BeginInvoke!;
    static void End(D d) => d.EndInvoke(null!);
}
