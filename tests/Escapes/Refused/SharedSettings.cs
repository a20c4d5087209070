// N-41, N-43, N-44, N-45: state of the whole process
// expect: refused RX2001
// in: Default Intern Switch Register Cache Collect Encodings Group Interned
using System;
using System.Globalization;
public class P
{
    static void Default() => CultureInfo.DefaultThreadCurrentCulture = null;
    static string Intern(string s) => string.Intern(s);
    static void Switch() => AppContext.SetSwitch("x", true);
    static void Register() => UriParser.Register(new GenericUriParser(GenericUriParserOptions.Default), "x", 1);
    static void Cache() => System.Text.RegularExpressions.Regex.CacheSize = 0;
    static void Collect() => GC.Collect();
    static void Encodings() => System.Text.Encoding.RegisterProvider(null!);
    static Func<string, string> Group() => string.Intern;
    static bool Interned(string s) => string.IsInterned(s) != null;
}
