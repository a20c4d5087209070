namespace RExecIL.Generated { public static class GuestContext_RX2009 { public static object? Sandbox; } }
namespace RExecIL { public static class Top_RX2009; }
namespace RExecILike { public static class Fine; }
