// N-43: process-wide registrations
// expect: refused RX2001 RX2005
using System.Text;
public class P : EncodingProvider
{
    public override Encoding? GetEncoding(int codepage) => null;
    public override Encoding? GetEncoding(string name) => null;
    public static void M() => Encoding.RegisterProvider(new P());
}
