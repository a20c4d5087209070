using System.Reflection;
using System.Text.RegularExpressions;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Tests.Images;

[TestClass]
public sealed partial class ImageRuleTests
{
    [TestMethod]
    public void Each_id_of_screening_has_one_meaning()
    {
        var descriptors = typeof(ScreenedImage).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ScreenedImage).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .ToList();
        Assert.HasCount(40, descriptors);
        Assert.HasCount(40, descriptors.Select(each => each.Id).Distinct());
        foreach (var descriptor in descriptors)
        {
            Assert.MatchesRegex(Id(), descriptor.Id);
            Assert.AreNotEqual("", descriptor.Source);
            Assert.IsFalse(descriptor.Title.EndsWith('.'), descriptor.Title);
        }
    }

    [GeneratedRegex("^RX0[0-9]{3}$")]
    private static partial Regex Id();
}
