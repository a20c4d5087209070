// U-06: an expression tree names members by token
// expect: refused RX2001 RX2011
using System;
using System.Linq.Expressions;
public class P { public static Expression<Func<string>> E = () => Environment.MachineName; }
