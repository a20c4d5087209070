// a guest that brings the rewriter's types along
// expect: refused RX2009
namespace RExecIL.Generated { public static class GuestContext { public static object? Sandbox; } }
