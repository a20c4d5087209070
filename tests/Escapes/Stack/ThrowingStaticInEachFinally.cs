// DeepCatch: while the guest is being ended, each finally block throws by a static field, without a call
// expect: stack
using System;
static class Bad { public static int Value; static Bad() { throw new Exception(); } }
static class Program
{
    static int result;
    static void Deep() { try { Deep(); } finally { result = Bad.Value; } }
    static void Main() { try { result = Bad.Value; } catch (TypeInitializationException) { } Deep(); }
}
