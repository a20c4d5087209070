using System;
using System.Collections.Generic;

public static class Created
{
    public static T Make<T>() where T : new() => new();
    public static List<int> List() => Make<List<int>>();
    public static DateTime Struct() => Make<DateTime>();
    public sealed class Own;
    public static Own MakeOwn() => Make<Own>();
    public static T Unconstrained_RX2012<T>() => Activator.CreateInstance<T>();
}
