namespace RExecIL.Verifier.Diagnostics;

/// <summary>A place in an assembly, in metadata terms and, where symbols tell, in source terms.</summary>
/// <param name="Assembly">The simple name of the assembly, or the name of the file when the image has none.</param>
public sealed record CodeLocation(string Assembly)
{
    /// <summary>The full name of the type, nested types behind <c>/</c>; null outside a type.</summary>
    public string? Type { get; init; }

    /// <summary>The name of the method or field; null outside one.</summary>
    public string? Member { get; init; }

    /// <summary>The metadata token (table and row), 0 when there is none. Source: ECMA-335 II.22.</summary>
    public int Token { get; init; }

    /// <summary>Offset from the start of the method's IL, in bytes; -1 outside a body.</summary>
    public int ILOffset { get; init; } = -1;

    /// <summary>The source file as the symbols name it; null without symbols.</summary>
    public string? File { get; init; }

    /// <summary>The source line, from 1; 0 without symbols.</summary>
    public int Line { get; init; }

    /// <summary>The source column, from 1; 0 without symbols.</summary>
    public int Column { get; init; }

    /// <summary><c>file(line,column)</c> where symbols tell, else <c>assembly: Type.Member+IL_0012</c>.</summary>
    public override string ToString() => (File, Type) switch
    {
        (not null, _) => $"{File}({Line},{Column})",
        (null, null) => Assembly,
        _ => $"{Assembly}: {Type}{(Member is null ? "" : "." + Member)}{(ILOffset < 0 ? "" : $"+IL_{ILOffset:X4}")}",
    };
}
