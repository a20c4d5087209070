using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace RExecIL.Verifier.Tests.Images;

/// <summary>Any bytes give a result, and what is accepted can be read.</summary>
[TestClass]
public sealed class HostileBytesTests
{
    private const int Seed = 20260;
    private static readonly byte[] Good = RichImage.Build();

    [TestMethod]
    public void The_image_to_edit_is_accepted() => Screening.IsAccepted(Good);

    [TestMethod]
    public void An_image_cut_anywhere_gives_a_result()
    {
        for (var length = 0; length < Good.Length; length += 64)
        {
            NeverSurprises(Good[..length]);
        }
    }

    [TestMethod]
    public void Ten_thousand_random_edits_give_a_result()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = (byte[])Good.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            NeverSurprises(bytes);
        }
    }

    [TestMethod]
    public void Random_edits_of_the_metadata_give_a_result()
    {
        var random = new Random(Seed);
        var tables = new EditedImage(Good).Tables;
        byte[] favourites = [0, 1, 2, 0x7F, 0x80, 0xBF, 0xC0, 0xDF, 0xE0, 0xFE, 0xFF];
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = (byte[])Good.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                bytes[tables.Start + random.Next(tables.Length)] = favourites[random.Next(favourites.Length)];
            }

            NeverSurprises(bytes);
        }
    }

    [TestMethod]
    public void Random_bytes_behind_good_headers_give_a_result()
    {
        var random = new Random(Seed);
        var start = new EditedImage(Good).MetadataStart;
        for (var i = 0; i < 200; i++)
        {
            var bytes = (byte[])Good.Clone();
            random.NextBytes(bytes.AsSpan(start + random.Next(0, 400)));
            NeverSurprises(bytes);
        }
    }

    [TestMethod]
    public void What_is_accepted_can_be_read()
    {
        var random = new Random(Seed);
        var accepted = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = (byte[])Good.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (NeverSurprises(bytes))
            {
                accepted++;
                ReadAll(bytes);
            }
        }

        Assert.IsGreaterThan(100, accepted);
    }

    private static bool NeverSurprises(byte[] bytes)
    {
        var result = Screening.Open(bytes);
        Assert.IsTrue(result.IsAccepted || result.Diagnostics.All(each => each.Id != "RX0999"), "RX0999");
        return result.IsAccepted;
    }

    // Every row, name and body, by the reader of the runtime's own team: an exception fails the test.
    private static void ReadAll(byte[] bytes)
    {
        using var image = new PEReader([.. bytes]);
        var reader = image.GetMetadataReader();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            _ = reader.GetString(type.Name) + reader.GetString(type.Namespace);
            _ = type.GetLayout();
            _ = type.GetDeclaringType();
            foreach (var field in type.GetFields())
            {
                _ = reader.GetString(reader.GetFieldDefinition(field).Name);
                _ = reader.GetBlobBytes(reader.GetFieldDefinition(field).Signature);
            }

            foreach (var method in type.GetMethods())
            {
                var definition = reader.GetMethodDefinition(method);
                _ = reader.GetString(definition.Name);
                _ = definition.GetParameters().Select(each => reader.GetString(reader.GetParameter(each).Name)).ToList();
                if (definition.RelativeVirtualAddress != 0)
                {
                    _ = image.GetMethodBody(definition.RelativeVirtualAddress).GetILBytes();
                }
            }
        }

        foreach (var handle in reader.MemberReferences)
        {
            _ = reader.GetString(reader.GetMemberReference(handle).Name);
        }

        foreach (var handle in reader.TypeReferences)
        {
            _ = reader.GetString(reader.GetTypeReference(handle).Name);
        }

        foreach (var handle in reader.CustomAttributes)
        {
            _ = reader.GetBlobBytes(reader.GetCustomAttribute(handle).Value);
        }
    }
}
