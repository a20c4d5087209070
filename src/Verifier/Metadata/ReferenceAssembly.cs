using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RExecIL.Verifier.Metadata;

/// <summary>One trusted assembly of the catalog, decoded type by type on demand.</summary>
/// <remarks>
/// Decoding one assembly asks the catalog where types of others are defined, so all of them share the catalog's lock:
/// with one lock each, two threads that start from two ends would wait for each other.
/// </remarks>
internal sealed class ReferenceAssembly(ReferenceImage image, ReferenceCatalog catalog)
{
    private readonly ConcurrentDictionary<string, TypeModel> _models = new(StringComparer.Ordinal);
    private volatile Contents? _contents;

    internal string Name => image.Name;

    internal ReferenceKind Kind => image.Kind;

    /// <summary>Whether anything was looked up in it so far.</summary>
    internal bool IsOpen => _contents is not null;

    /// <summary>Tells its builds apart (ECMA-335 II.22.30).</summary>
    internal Guid ModuleVersion
    {
        get
        {
            lock (catalog.Gate)
            {
                return Open().ModuleVersion;
            }
        }
    }

    /// <summary>The type of that full name, nested types behind <c>/</c>; null when it defines none.</summary>
    internal TypeModel? Find(string fullName)
    {
        if (_models.TryGetValue(fullName, out var known))
        {
            return known;
        }

        lock (catalog.Gate)
        {
            // A name that leads nowhere is not kept: guests choose names, and the catalog outlives them.
            return Open() is var contents && contents.Handle(fullName) is { } handle
                ? _models.GetOrAdd(fullName, _ => contents.Decoder.Decode(handle))
                : null;
        }
    }

    /// <summary>All its types in order of the table.</summary>
    internal IReadOnlyList<TypeModel> All()
    {
        lock (catalog.Gate)
        {
            var contents = Open();
            return [.. contents.Reader.TypeDefinitions
                .Select(handle => contents.Decoder.Names.OfDefinition(handle).FullName)
                .Distinct(StringComparer.Ordinal)
                .Select(name => Find(name)!)];
        }
    }

    /// <summary>The assembly that a top-level type is forwarded to; null when it is not forwarded.</summary>
    internal string? ForwarderTo(string @namespace, string name)
    {
        lock (catalog.Gate)
        {
            return Open().Forwarders.GetValueOrDefault((@namespace, name));
        }
    }

    private Contents Open() => _contents ??= new Contents(new PEReader(image.Open()), image.Name, catalog);

    private sealed class Contents
    {
        private readonly Dictionary<(string Namespace, string Name), TypeDefinitionHandle> _topLevel = [];

        internal Contents(PEReader file, string name, ReferenceCatalog catalog)
        {
            Reader = file.GetMetadataReader();
            ModuleVersion = Reader.GetGuid(Reader.GetModuleDefinition().Mvid);
            Decoder = new TypeDecoder(Reader, new TypeNames(Reader, name, catalog.Canonical), (_, _) => null, FrozenSet<int>.Empty);
            foreach (var handle in Reader.TypeDefinitions)
            {
                var type = Reader.GetTypeDefinition(handle);
                if (!type.IsNested)
                {
                    _topLevel.TryAdd((Reader.GetString(type.Namespace), Reader.GetString(type.Name)), handle);
                }
            }

            foreach (var handle in Reader.ExportedTypes)
            {
                var type = Reader.GetExportedType(handle);
                if (type.IsForwarder && type.Implementation.Kind == HandleKind.AssemblyReference)
                {
                    var target = Reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation);
                    Forwarders.TryAdd(
                        (Reader.GetString(type.Namespace), Reader.GetString(type.Name)), Reader.GetString(target.Name));
                }
            }
        }

        internal MetadataReader Reader { get; }

        internal Guid ModuleVersion { get; }

        internal TypeDecoder Decoder { get; }

        internal Dictionary<(string Namespace, string Name), string> Forwarders { get; } = [];

        internal TypeDefinitionHandle? Handle(string fullName)
        {
            var path = fullName.Split('/');
            var dot = path[0].LastIndexOf('.');
            var key = dot < 0 ? ("", path[0]) : (path[0][..dot], path[0][(dot + 1)..]);
            if (!_topLevel.TryGetValue(key, out var handle))
            {
                return null;
            }

            foreach (var name in path.AsSpan(1))
            {
                var nested = Reader.GetTypeDefinition(handle).GetNestedTypes()
                    .FirstOrDefault(candidate => Reader.StringComparer.Equals(Reader.GetTypeDefinition(candidate).Name, name));
                if (nested.IsNil)
                {
                    return null;
                }

                handle = nested;
            }

            return handle;
        }
    }
}
