using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what makes descriptions of types for JSON.</summary>
public static class JsonMetadataServicesShims
{
    /// <summary>As <c>JsonMetadataServices.CreateObjectInfo</c>; what calls a constructor gets arguments that it may keep.</summary>
    /// <remarks>The framework takes the array from a pool of the process and gives it back afterwards.</remarks>
    public static JsonTypeInfo<T> CreateObjectInfo<T>(JsonSerializerOptions options, JsonObjectInfoValues<T> objectInfo)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(objectInfo);
        var create = objectInfo.ObjectWithParameterizedConstructorCreator;
        return JsonMetadataServices.CreateObjectInfo(options, create is null ? objectInfo : new JsonObjectInfoValues<T>
        {
            ObjectCreator = objectInfo.ObjectCreator,
            ObjectWithParameterizedConstructorCreator = arguments => create((object[])arguments.Clone()),
            PropertyMetadataInitializer = objectInfo.PropertyMetadataInitializer,
            ConstructorParameterMetadataInitializer = objectInfo.ConstructorParameterMetadataInitializer,
            ConstructorAttributeProviderFactory = objectInfo.ConstructorAttributeProviderFactory,
            SerializeHandler = objectInfo.SerializeHandler,
            NumberHandling = objectInfo.NumberHandling,
        });
    }
}
