using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RExecIL.Inference.Framework;

/// <summary>One assembly of the framework: its metadata, and where its rows start in the model's arrays.</summary>
internal sealed class ModuleImage : IDisposable
{
    private readonly PEReader _image;

    private ModuleImage(PEReader image)
    {
        _image = image;
        Reader = image.GetMetadataReader();
        Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
        Mvid = Reader.GetGuid(Reader.GetModuleDefinition().Mvid);
    }

    /// <summary>Its metadata.</summary>
    internal MetadataReader Reader { get; }

    /// <summary>The assembly's simple name.</summary>
    internal string Name { get; }

    /// <summary>Tells builds apart.</summary>
    internal Guid Mvid { get; }

    /// <summary>Number of the type of row 1.</summary>
    internal int FirstType { get; init; }

    /// <summary>Number of the method of row 1.</summary>
    internal int FirstMethod { get; init; }

    /// <summary>Number of the field of row 1.</summary>
    internal int FirstField { get; init; }

    /// <summary>Its types by full name.</summary>
    internal Dictionary<string, int> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>The assemblies to which it forwards types, by the full name of the outermost type.</summary>
    internal Dictionary<string, string> Forwards => field ??= ReadForwards();

    /// <summary>Opens an image; null when it holds no managed assembly.</summary>
    internal static ModuleImage? Open(byte[] bytes, int firstType, int firstMethod, int firstField)
    {
        PEReader image;
        try
        {
            image = new PEReader(ImmutableArray.Create(bytes));
            if (!image.HasMetadata || !image.GetMetadataReader().IsAssembly)
            {
                image.Dispose();
                return null;
            }
        }
        catch (BadImageFormatException)
        {
            // Native libraries lie in the same folder.
            return null;
        }

        return new ModuleImage(image) { FirstType = firstType, FirstMethod = firstMethod, FirstField = firstField };
    }

    /// <summary>The body at an address.</summary>
    internal MethodBodyBlock Body(int address) => _image.GetMethodBody(address);

    /// <inheritdoc/>
    public void Dispose() => _image.Dispose();

    private Dictionary<string, string> ReadForwards()
    {
        var forwards = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var handle in Reader.ExportedTypes)
        {
            var row = Reader.GetExportedType(handle);
            if (row.Implementation.Kind == HandleKind.AssemblyReference)
            {
                var name = Reader.GetString(row.Name);
                var target = Reader.GetAssemblyReference((AssemblyReferenceHandle)row.Implementation);
                forwards[row.Namespace.IsNil ? name : Reader.GetString(row.Namespace) + "." + name] = Reader.GetString(target.Name);
            }
        }

        return forwards;
    }
}
