namespace System { public class Object_RX1008; public delegate void Delegate_RX1008(); }
namespace System.Runtime.CompilerServices { public sealed class IsExternalInit; }
namespace Systematic { public class Fine; }
namespace Microsoft.Win32 { public class Registry_RX1008; }
