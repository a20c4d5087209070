using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Tests.Images;

/// <summary>What the tests of screening expect.</summary>
internal static class Screening
{
    /// <summary>Screens an image; a fault inside a body counts as a refusal, as it becomes one.</summary>
    internal static Checked<ScreenedImage> Open(byte[] bytes, Limits? limits = null)
    {
        var result = ScreenedImage.Open(new GuestImage("test.dll", bytes), limits ?? Limits.Default);
        return result.IsAccepted && !result.Value.BodyFaults.IsEmpty
            ? Checked<ScreenedImage>.Refuse(result.Value.BodyFaults)
            : result;
    }

    internal static void IsAccepted(byte[] bytes, Limits? limits = null)
    {
        var result = Open(bytes, limits);
        Assert.IsTrue(result.IsAccepted, string.Join("\n", result.Diagnostics.Select(each => $"{each.Id}: {each.Message}")));
    }

    /// <summary>The image is refused for this kind of fault and no other.</summary>
    internal static void IsRefused(string id, byte[] bytes, Limits? limits = null)
    {
        var result = Open(bytes, limits);
        Assert.IsFalse(result.IsAccepted, "The image was accepted.");
        var found = string.Join("\n", result.Diagnostics.Select(each => $"{each.Id}: {each.Message}"));
        Assert.IsTrue(result.Diagnostics.All(each => each.Id == id), found);
        Assert.IsTrue(result.Diagnostics.All(each => each.Message.EndsWith('.') || each.Message.EndsWith('?')), found);
    }
}
