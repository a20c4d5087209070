// N-41, N-43, N-44, N-45: state of the whole process
// expect: refused RX2001
using System;
using System.Globalization;
public class P
{
    static void A() => CultureInfo.DefaultThreadCurrentCulture = null;
    static void B() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    static string C(string s) => string.Intern(s);
    static void D() => AppContext.SetSwitch("x", true);
    static void E() => UriParser.Register(new GenericUriParser(GenericUriParserOptions.Default), "x", 1);
    static void F() => System.Text.RegularExpressions.Regex.CacheSize = 0;
    static void G() => GC.Collect();
}
