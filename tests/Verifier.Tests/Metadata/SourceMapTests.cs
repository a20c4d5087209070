using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Tests.Images;

namespace RExecIL.Verifier.Tests.Metadata;

[TestClass]
public sealed class SourceMapTests
{
    private static readonly string OwnPath = typeof(SourceMapTests).Assembly.Location;
    private static readonly byte[] Own = File.ReadAllBytes(OwnPath);
    private static readonly byte[] OwnSymbols = File.ReadAllBytes(Path.ChangeExtension(OwnPath, ".pdb"));

    [TestMethod]
    public void Symbols_beside_the_image_tell_file_and_line()
    {
        var found = Read(Own, OwnSymbols).Locate(Here(out var line));
        Assert.AreEqual("SourceMapTests.cs", Path.GetFileName(found.File));
        Assert.IsInRange(line - 1, line + 1, found.Line);
        Assert.IsGreaterThan(0, found.Column);
    }

    [TestMethod]
    public void A_later_offset_leads_to_a_later_line()
    {
        var map = Read(Own, OwnSymbols);
        var method = typeof(SourceMapTests).GetMethod(nameof(Lines), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var start = new CodeLocation("a") { Token = method.MetadataToken };
        var end = start with { ILOffset = method.GetMethodBody()!.GetILAsByteArray()!.Length - 1 };
        Assert.IsGreaterThan(map.Locate(start).Line, map.Locate(end).Line);
        Assert.AreEqual(map.Locate(start).Line, map.Locate(start with { ILOffset = 0 }).Line);
    }

    [TestMethod]
    public void Symbols_inside_the_image_tell_file_and_line()
    {
        var found = Read(Embed(OwnSymbols), null).Locate(Here(out var line));
        Assert.AreEqual("SourceMapTests.cs", Path.GetFileName(found.File));
        Assert.IsInRange(line - 1, line + 1, found.Line);
    }

    [TestMethod]
    public void Without_symbols_a_location_stays_as_it_is()
    {
        var location = Here(out _);
        Assert.AreEqual(location, Read(Own, null).Locate(location));
    }

    [TestMethod]
    public void Symbols_of_another_image_are_ignored()
    {
        var location = Here(out _);
        var symbols = (byte[])OwnSymbols.Clone();
        // The identity stands first in the #Pdb stream; the same GUID stands in the image.
        var edit = new EditedImage(Own);
        var start = edit.Find("RSDS") + 4;
        var id = symbols.AsSpan().IndexOf(Own.AsSpan(start, 16));
        Assert.IsGreaterThan(0, id);
        symbols[id] ^= 1;
        Assert.AreEqual(location, Read(Own, symbols).Locate(location));
    }

    [TestMethod]
    [DataRow(0x00000000u, DisplayName = "table 0")]
    [DataRow(0x02000002u, DisplayName = "a type")]
    [DataRow(0x06000000u, DisplayName = "method 0")]
    [DataRow(0x06FFFFFFu, DisplayName = "a method that is not there")]
    public void A_token_that_is_no_method_stays_as_it_is(uint token)
    {
        var location = new CodeLocation("a") { Token = (int)token };
        Assert.AreEqual(location, Read(Own, OwnSymbols).Locate(location));
    }

    [TestMethod]
    public void Broken_symbols_never_throw()
    {
        var random = new Random(7);
        var location = Here(out _);
        for (var i = 0; i < 300; i++)
        {
            var symbols = (byte[])OwnSymbols.Clone();
            for (var edits = 0; edits < 5; edits++)
            {
                symbols[random.Next(symbols.Length)] = (byte)random.Next(256);
            }

            Assert.AreEqual(location.Token, Read(Own, symbols).Locate(location).Token);
            Assert.AreEqual(location.Token, Read(Own, symbols[..random.Next(symbols.Length)]).Locate(location).Token);
        }
    }

    [TestMethod]
    public void Symbols_that_inflate_beyond_what_they_state_are_ignored()
    {
        var location = Here(out _);
        Assert.AreEqual(location, Read(Embed(OwnSymbols, stated: 1000), null).Locate(location));
        Assert.AreEqual(location, Read(Embed(OwnSymbols, stated: 0x7FFFFFFF), null).Locate(location));
    }

    [TestMethod]
    public void A_file_name_has_no_control_characters()
    {
        var symbols = (byte[])OwnSymbols.Clone();
        var name = symbols.AsSpan().IndexOf("SourceMapTests.cs"u8);
        Assert.IsGreaterThan(0, name);
        symbols[name] = 0x1B;
        var found = Read(Own, symbols).Locate(Here(out _));
        Assert.AreEqual("ourceMapTests.cs", Path.GetFileName(found.File));
    }

    private static CodeLocation Here(out int line, [CallerLineNumber] int caller = 0, [CallerMemberName] string name = "")
    {
        var method = typeof(SourceMapTests).GetMethod(name)!;
        line = caller;
        return new CodeLocation("a") { Token = method.MetadataToken, ILOffset = 6 };
    }

    private static int Lines(int value)
    {
        value++;
        value *= 2;
        return value;
    }

    private static SourceMap Read(byte[] image, byte[]? symbols)
    {
        var screened = ScreenedImage.Open(new GuestImage("a.dll", image, symbols is null ? default(ReadOnlyMemory<byte>?) : symbols), Limits.Default);
        Assert.IsTrue(screened.IsAccepted, screened.IsAccepted ? "" : screened.Diagnostics[0].Message);
        return SourceMap.Read(screened.Value);
    }

    // Turns a debug entry that is not CodeView into embedded symbols behind the last section.
    private static byte[] Embed(byte[] symbols, int? stated = null)
    {
        using var packed = new MemoryStream();
        using (var deflater = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflater.Write(symbols);
        }

        var edit = new EditedImage([.. Own, .. "MPDB"u8, .. BitConverter.GetBytes(stated ?? symbols.Length), .. packed.ToArray()]);
        var directory = edit.OffsetOf(edit[RExecIL.Verifier.Images.PeDirectory.Debug].Address);
        using var reader = new PEReader([.. Own]);
        var index = reader.ReadDebugDirectory().ToList().FindIndex(each => each.Type != DebugDirectoryEntryType.CodeView);
        Assert.IsGreaterThanOrEqualTo(0, index);
        var entry = directory + (index * 28);
        return edit.Set32(entry + 12, 17).Set32(entry + 16, (uint)packed.Length + 8).Set32(entry + 24, (uint)Own.Length).Bytes;
    }
}
