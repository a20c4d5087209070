using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;
using SignatureKind = System.Reflection.Metadata.SignatureKind;

namespace RExecIL.Verifier.Metadata;

/// <summary>Reads a screened image whole, once, into a <see cref="GuestModule"/>.</summary>
/// <remarks>
/// The one place that reads guest metadata, behind the one catch that turns what the library still finds wrong into a
/// diagnostic. It uses System.Reflection.Metadata, which is bounded where Mono.Cecil is lazy, and serves the framework's
/// images too, so that guest and framework are compared in one model; Mono.Cecil is left to the rewriter
/// (docs/decisions/0002-reading-metadata.md).
/// </remarks>
internal static class ModuleReader
{
    internal static readonly DiagnosticDescriptor Unreadable =
        new("RX1001", "Metadata cannot be read", "ECMA-335 II.22");

    /// <summary>Reads the image.</summary>
    /// <param name="screened">An image within bounds and limits.</param>
    /// <param name="catalog">Canonical homes of the types it references.</param>
    internal static Checked<GuestModule> Read(ScreenedImage screened, ReferenceCatalog catalog)
    {
        try
        {
            using var image = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(screened.Bytes));
            return Checked<GuestModule>.Accept(Read(screened, image, image.GetMetadataReader(), catalog));
        }
        catch (Exception exception) when (exception is BadImageFormatException or ArgumentException
            or InvalidOperationException or InvalidCastException or OverflowException or IndexOutOfRangeException)
        {
            return Checked<GuestModule>.Refuse(Unreadable.At(
                new CodeLocation(screened.Source.Name),
                $"The metadata passed the screening but cannot be decoded: {exception.Message} The assembly is damaged or was made to mislead; build it again from source."));
        }
    }

    private static GuestModule Read(ScreenedImage screened, PEReader image, MetadataReader reader, ReferenceCatalog catalog)
    {
        var name = reader.GetString(reader.GetAssemblyDefinition().Name);
        var names = new TypeNames(reader, name, catalog.Canonical);
        BodyReader? bodies = null;
        var faulty = screened.BodyFaults.Select(fault => fault.Location.Token).ToHashSet();
        var types = new TypeDecoder(reader, names, (token, method) =>
            faulty.Contains(token) || screened.FaultyRows.Contains(token)
                ? MethodBodyModel.Unreadable
                : bodies!.Read(method.RelativeVirtualAddress), screened.FaultyRows);
        var members = types.Members;
        bodies = new BodyReader(image, reader, members);

        var references = reader.MemberReferences.Select(members.Member).ToImmutableArray();
        return new GuestModule(new GuestModuleContents
        {
            Name = name,
            Image = screened,
            EntryPoint = image.PEHeaders.CorHeader!.EntryPointTokenOrRelativeVirtualAddress,
            Types = new([.. reader.TypeDefinitions.Select(types.Decode)]),
            AssemblyReferences = new([.. reader.AssemblyReferences
                .Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))]),
            TypeReferences = new([.. reader.TypeReferences
                .Select(handle => new TypeReference(members.Type(handle), MetadataTokens.GetToken(handle)))]),
            TypeSpecifications = new([.. Rows(reader, TableIndex.TypeSpec)
                .Select(row => (EntityHandle)MetadataTokens.TypeSpecificationHandle(row))
                .Select(handle => new TypeReference(members.Type(handle), MetadataTokens.GetToken(handle)))]),
            MethodReferences = new([.. references.OfType<MethodReference>()]),
            FieldReferences = new([.. references.OfType<FieldReference>()]),
            MethodSpecifications = new([.. Rows(reader, TableIndex.MethodSpec)
                .Select(row => members.Method(MetadataTokens.MethodSpecificationHandle(row)))]),
            StandAloneSignatures = new([.. Rows(reader, TableIndex.StandAloneSig)
                .Select(row => StandAloneSignature(reader, members, MetadataTokens.StandaloneSignatureHandle(row)))]),
            CustomAttributes = new([.. reader.CustomAttributes.Select(handle => new AttachedAttribute(
                MetadataTokens.GetToken(reader.GetCustomAttribute(handle).Parent), types.Attribute(handle)))]),
            Resources = new([.. reader.ManifestResources
                .Select(handle => reader.GetString(reader.GetManifestResource(handle).Name))]),
            ExportedTypes = new([.. reader.ExportedTypes.Select(handle => Forwarder(reader, handle))]),
            TypeKindClaims = new([.. names.Claims]),
        });
    }

    private static IEnumerable<int> Rows(MetadataReader reader, TableIndex table) =>
        Enumerable.Range(1, reader.GetTableRowCount(table));

    private static TypeIdentity Forwarder(MetadataReader reader, ExportedTypeHandle handle)
    {
        var type = reader.GetExportedType(handle);
        var (@namespace, name) = (reader.GetString(type.Namespace), reader.GetString(type.Name));
        return type.Implementation.Kind switch
        {
            HandleKind.ExportedType when Forwarder(reader, (ExportedTypeHandle)type.Implementation) is var outer =>
                new TypeIdentity(outer.Assembly, @namespace, name, outer),
            HandleKind.AssemblyReference => new TypeIdentity(
                reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name), @namespace, name),
            var kind => throw new BadImageFormatException($"A type exported from a {kind} is not supported."),
        };
    }

    private static StandAloneSignatureModel StandAloneSignature(
        MetadataReader reader, MemberDecoder members, StandaloneSignatureHandle handle)
    {
        if (members.IsFaulty(handle))
        {
            return new StandAloneSignatureModel([], false, MetadataTokens.GetToken(handle));
        }

        var row = reader.GetStandaloneSignature(handle);
        var blob = reader.GetBlobReader(row.Signature);
        var kind = reader.GetBlobReader(row.Signature).ReadSignatureHeader().Kind;
        var types = kind switch
        {
            SignatureKind.Method => SignatureProvider.Convert(row.DecodeMethodSignature(members.Signatures, null)).Parts.ToImmutableArray(),
            SignatureKind.LocalVariables => row.DecodeLocalSignature(members.Signatures, null),
            // F# leaves those of constants in its symbols behind; no instruction can name one.
            SignatureKind.Field => [new SignatureDecoder<TypeSignature, object?>(members.Signatures, reader, null).DecodeFieldSignature(ref blob)],
            _ => throw new BadImageFormatException($"A signature of kind {kind} stands alone."),
        };
        return new StandAloneSignatureModel(new(types), kind == SignatureKind.Method, MetadataTokens.GetToken(handle));
    }
}
