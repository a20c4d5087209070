using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Threading;

public static class Mentions
{
    public static List<int>? Allowed;
    public static System.Net.Sockets.TcpClient? Field_RX2002;
    public static List<System.Diagnostics.Process>? Argument_RX2002;
    public static void Parameter_RX2002(DirectoryInfo d) { }
    public static object Typeof_RX2002() => typeof(Timer);
    public static bool Cast_RX2002(object o) => o is MethodInfo;
    public static T[] Empty<T>() => [];
    public static object MethodArgument_RX2002() => Empty<FileSystemWatcher>();
    public static object Array_RX2002() => new DriveInfo[1];
    public static void Catch_RX2002() { try { Empty<int>(); } catch (System.Net.Sockets.SocketException) { } }
    public static void Constraint_RX2002<T>() where T : ThreadLocal<int> { }
}
