using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

// Each way to use files, in the folder of the first argument: one line for each with what came of it.
internal static class Program
{
    private static readonly DateTime Day = new(2020, 2, 29, 12, 30, 15, DateTimeKind.Utc);
    private static string _root;

    public static int Main(string[] args)
    {
        _root = args[0];
        foreach (var (name, use) in Uses())
        {
            string result;
            try
            {
                result = use() switch
                {
                    string text => text.Replace("\n", "\\n"),
                    IEnumerable<string> names => string.Join('|', names.Select(n => n.StartsWith(_root) ? n[_root.Length..] : n).Order(StringComparer.Ordinal)),
                    IEnumerable<FileSystemInfo> infos => string.Join('|', infos.Select(info => (info is DirectoryInfo ? "dir " : "file ") + info.Name).Order(StringComparer.Ordinal)),
                    DateTime time => time.Kind + (time.ToUniversalTime() == Day ? " day" : time.Year > 2020 ? " lately" : " else"),
                    null => "null",
                    var other => other.ToString(),
                };
            }
            catch (Exception e)
            {
                result = "! " + e.GetType().Name;
            }

            Console.WriteLine(name + ": " + result);
        }

        return 0;
    }

    private static string At(string name) => Path.Combine(_root, name);

    private static object Do(Action action)
    {
        action();
        return "done";
    }

    private static object Await(Func<Task> start)
    {
        start().GetAwaiter().GetResult();
        return "done";
    }

    private static IEnumerable<(string, Func<object>)> Uses()
    {
        yield return ("WriteAllText", () => Do(() => File.WriteAllText(At("a"), "first\n")));
        yield return ("WriteAllText encoded", () => Do(() => File.WriteAllText(At("utf16"), "é", Encoding.Unicode)));
        yield return ("WriteAllLines", () => Do(() => File.WriteAllLines(At("lines"), new[] { "x", "y" })));
        yield return ("WriteAllBytes", () => Do(() => File.WriteAllBytes(At("bytes"), new byte[] { 1, 2, 3 })));
        yield return ("AppendAllText", () => Do(() => File.AppendAllText(At("a"), "second\n")));
        yield return ("AppendAllLines", () => Do(() => File.AppendAllLines(At("lines"), new List<string> { "z" })));
        yield return ("AppendAllBytes", () => Do(() => File.AppendAllBytes(At("bytes"), new byte[] { 4 })));
        yield return ("ReadAllText", () => File.ReadAllText(At("a")));
        yield return ("ReadAllText encoded", () => File.ReadAllText(At("utf16"), Encoding.Unicode));
        yield return ("ReadAllLines", () => string.Join(',', File.ReadAllLines(At("lines"))));
        yield return ("ReadLines", () => string.Join(',', File.ReadLines(At("lines"))));
        yield return ("ReadAllBytes", () => Convert.ToHexString(File.ReadAllBytes(At("bytes"))));
        yield return ("WriteAllTextAsync", () => Await(() => File.WriteAllTextAsync(At("async"), "one")));
        yield return ("AppendAllTextAsync", () => Await(() => File.AppendAllTextAsync(At("async"), "two")));
        yield return ("WriteAllLinesAsync", () => Await(() => File.WriteAllLinesAsync(At("asynclines"), new[] { "x" })));
        yield return ("AppendAllLinesAsync", () => Await(() => File.AppendAllLinesAsync(At("asynclines"), new[] { "y" })));
        yield return ("WriteAllBytesAsync", () => Await(() => File.WriteAllBytesAsync(At("asyncbytes"), new byte[] { 7 })));
        yield return ("ReadAllTextAsync", () => File.ReadAllTextAsync(At("async")).GetAwaiter().GetResult());
        yield return ("ReadAllLinesAsync", () => string.Join(',', File.ReadAllLinesAsync(At("asynclines")).GetAwaiter().GetResult()));
        yield return ("ReadAllBytesAsync", () => File.ReadAllBytesAsync(At("asyncbytes")).GetAwaiter().GetResult().Length);
        yield return ("ReadAllTextAsync canceled", () => File.ReadAllTextAsync(At("async"), new CancellationToken(true)).IsCanceled ? "canceled" : "not");
        yield return ("Open Create", () => Do(() => { using var s = File.Open(At("opened"), FileMode.Create); s.WriteByte(65); }));
        yield return ("Open Append", () => Do(() => { using var s = File.Open(At("opened"), FileMode.Append, FileAccess.Write, FileShare.Read); s.WriteByte(66); }));
        yield return ("Open CreateNew", () => Do(() => { using var s = File.Open(At("opened"), FileMode.CreateNew); }));
        yield return ("OpenRead", () => { using var s = File.OpenRead(At("opened")); return s.Length; });
        yield return ("OpenWrite", () => Do(() => { using var s = File.OpenWrite(At("opened")); s.WriteByte(67); }));
        yield return ("OpenText", () => { using var r = File.OpenText(At("opened")); return r.ReadToEnd(); });
        yield return ("Create", () => Do(() => File.Create(At("created")).Dispose()));
        yield return ("CreateText", () => Do(() => { using var w = File.CreateText(At("text")); w.Write("t"); }));
        yield return ("AppendText", () => Do(() => { using var w = File.AppendText(At("text")); w.Write("u"); }));
        yield return ("new FileStream", () => { using var s = new FileStream(At("text"), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 16); s.Seek(0, SeekOrigin.End); s.WriteByte(118); s.Position = 0; return s.ReadByte(); });
        yield return ("new FileStream options", () => { using var s = new FileStream(At("text"), new FileStreamOptions { Access = FileAccess.Read }); return s.Length; });
        yield return ("new StreamReader", () => { using var r = new StreamReader(At("text")); return r.ReadToEnd(); });
        yield return ("new StreamWriter", () => Do(() => { using var w = new StreamWriter(At("text"), true, Encoding.UTF8); w.Write("w"); }));
        yield return ("Exists", () => File.Exists(At("text")));
        yield return ("Exists with a slash", () => File.Exists(At("text") + "/"));
        yield return ("Path.Exists", () => Path.Exists(At("text")));
        yield return ("Copy", () => Do(() => File.Copy(At("text"), At("copy"))));
        yield return ("Copy onto", () => Do(() => File.Copy(At("text"), At("copy"))));
        yield return ("Copy over", () => Do(() => File.Copy(At("a"), At("copy"), true)));
        yield return ("Move", () => Do(() => File.Move(At("copy"), At("moved"))));
        yield return ("Move onto", () => Do(() => File.Move(At("moved"), At("text"))));
        yield return ("Move over", () => Do(() => File.Move(At("moved"), At("text"), true)));
        yield return ("Delete", () => Do(() => File.Delete(At("text"))));
        yield return ("Delete nothing", () => Do(() => File.Delete(At("text"))));
        yield return ("SetLastWriteTimeUtc", () => Do(() => File.SetLastWriteTimeUtc(At("a"), Day)));
        yield return ("GetLastWriteTimeUtc", () => File.GetLastWriteTimeUtc(At("a")));
        yield return ("GetLastWriteTime", () => File.GetLastWriteTime(At("a")));
        yield return ("SetLastAccessTime", () => Do(() => File.SetLastAccessTime(At("a"), Day.ToLocalTime())));
        yield return ("GetLastAccessTimeUtc", () => File.GetLastAccessTimeUtc(At("a")));
        yield return ("GetCreationTime", () => File.GetCreationTimeUtc(At("bytes")));
        yield return ("time of nothing", () => File.GetLastWriteTimeUtc(At("none")).Year);
        yield return ("GetAttributes", () => File.GetAttributes(At("a")));
        yield return ("GetAttributes of a directory", () => File.GetAttributes(_root));
        yield return ("GetAttributes of nothing", () => File.GetAttributes(At("none")));
        yield return ("read nothing", () => File.ReadAllText(At("none")));
        yield return ("read in nothing", () => File.ReadAllText(At("none/none")));
        yield return ("read a directory", () => File.ReadAllText(_root));
        yield return ("CreateDirectory", () => Directory.CreateDirectory(At("d/e/f")).Name);
        yield return ("CreateDirectory again", () => Directory.CreateDirectory(At("d/e/f/")).Exists);
        yield return ("CreateDirectory on a file", () => Directory.CreateDirectory(At("a")));
        yield return ("Directory.Exists", () => Directory.Exists(At("d/e")));
        yield return ("write deeper", () => Do(() => File.WriteAllText(At("d/e/g.txt"), "g")));
        yield return ("GetFiles", () => Directory.GetFiles(_root));
        yield return ("GetFiles pattern", () => Directory.GetFiles(_root, "*.txt", SearchOption.AllDirectories));
        yield return ("GetDirectories", () => Directory.GetDirectories(_root, "*", SearchOption.AllDirectories));
        yield return ("GetFileSystemEntries", () => Directory.GetFileSystemEntries(At("d")));
        yield return ("EnumerateFiles", () => Directory.EnumerateFiles(_root, "*", new EnumerationOptions { RecurseSubdirectories = true }));
        yield return ("EnumerateDirectories", () => Directory.EnumerateDirectories(At("d")));
        yield return ("Directory.Move", () => Do(() => Directory.Move(At("d/e"), At("d/moved"))));
        yield return ("Directory.Move nothing", () => Do(() => Directory.Move(At("d/e"), At("d/moved"))));
        yield return ("Directory.Move onto", () => Do(() => Directory.Move(At("d/moved"), At("d"))));
        yield return ("Directory.SetLastWriteTimeUtc", () => Do(() => Directory.SetLastWriteTimeUtc(At("d"), Day)));
        yield return ("Directory.GetLastWriteTimeUtc", () => Directory.GetLastWriteTimeUtc(At("d")));
        yield return ("Directory.Delete full", () => Do(() => Directory.Delete(At("d"))));
        yield return ("new FileInfo", () => new FileInfo(At("a")).Name);
        yield return ("FileInfo.Length", () => new FileInfo(At("a")).Length);
        yield return ("FileInfo.Length of nothing", () => new FileInfo(At("none")).Length);
        yield return ("FileInfo.Exists", () => new FileInfo(At("a")).Exists);
        yield return ("FileInfo.Extension", () => new FileInfo(At("x.y")).Extension);
        yield return ("FileInfo.LastWriteTimeUtc", () => { var f = new FileInfo(At("bytes")); f.LastWriteTimeUtc = Day; f.Refresh(); return f.LastWriteTimeUtc; });
        yield return ("FileInfo.CreateText", () => Do(() => { using var w = new FileInfo(At("info")).CreateText(); w.Write("info"); }));
        yield return ("FileInfo.OpenText", () => { using var r = new FileInfo(At("info")).OpenText(); return r.ReadToEnd(); });
        yield return ("FileInfo.OpenRead", () => { using var s = new FileInfo(At("info")).OpenRead(); return s.Length; });
        yield return ("FileInfo.CopyTo", () => new FileInfo(At("info")).CopyTo(At("info2"), true).Length);
        yield return ("FileInfo.Directory", () => new FileInfo(At("info")).Directory!.Name == new DirectoryInfo(_root).Name ? "same" : "other");
        yield return ("FileInfo.Delete", () => Do(() => { FileSystemInfo f = new FileInfo(At("info2")); f.Delete(); }));
        yield return ("DirectoryInfo.GetFiles", () => new DirectoryInfo(_root).GetFiles("a*"));
        yield return ("DirectoryInfo.EnumerateFileSystemInfos", () => new DirectoryInfo(_root).EnumerateFileSystemInfos());
        yield return ("DirectoryInfo.GetDirectories", () => new DirectoryInfo(_root).GetDirectories());
        yield return ("DirectoryInfo.CreateSubdirectory", () => new DirectoryInfo(_root).CreateSubdirectory("sub/sub").Name);
        yield return ("DirectoryInfo.CreateSubdirectory outside", () => new DirectoryInfo(_root).CreateSubdirectory("../sub").Name);
        yield return ("DirectoryInfo.Create", () => Do(() => new DirectoryInfo(At("made")).Create()));
        yield return ("DirectoryInfo.Parent", () => new DirectoryInfo(At("made")).Parent!.Exists);
        yield return ("DirectoryInfo.Delete", () => Do(() => new DirectoryInfo(At("sub")).Delete(true)));
        yield return ("Directory.GetParent", () => Directory.GetParent(At("made"))!.Exists);
        yield return ("Directory.Delete with all", () => Do(() => Directory.Delete(At("d"), true)));
        yield return ("Directory.Delete nothing", () => Do(() => Directory.Delete(At("d"), true)));
        yield return ("what is left", () => Directory.GetFileSystemEntries(_root));
    }
}
