namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the making of <see cref="FormUrlEncodedContent"/>, which gathers a sequence of the guest's.</summary>
public static class FormUrlEncodedContentShims
{
    /// <summary>Bytes for a character: nine as it is escaped, as text that is gathered and as bytes.</summary>
    private const long BytesOfCharacter = 9 * 5;

    /// <inheritdoc cref="FormUrlEncodedContent(IEnumerable{KeyValuePair{string, string}})"/>
    public static FormUrlEncodedContent Create(
        IEnumerable<KeyValuePair<string?, string?>> nameValueCollection, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(nameValueCollection);
        ArgumentNullException.ThrowIfNull(sandbox);
        var pairs = new List<KeyValuePair<string?, string?>>();
        var characters = 0L;
        foreach (var pair in nameValueCollection)
        {
            characters += 2 + (pair.Key?.Length ?? 0) + (pair.Value?.Length ?? 0);
            sandbox.Burn(1);
            sandbox.Account(characters * BytesOfCharacter);
            pairs.Add(pair);
        }

        sandbox.BurnForMemory(characters * BytesOfCharacter);
        return new FormUrlEncodedContent(pairs);
    }
}
