using System.Reflection;

namespace CompatLaw.Tests;

/// <summary>Holds every stand-in in <c>compat/</c> against the signature list of the package it stands in for.</summary>
/// <remarks>
/// <c>api/</c> has of each list what concerns the types that compat declares. A type that is new to compat needs its
/// lines there: <c>tests/CompatLaw.Tests/api/excerpt.sh FOLDER-OF-THE-FULL-LISTS</c> makes the excerpts anew.
/// </remarks>
public class CompatLawTests
{
    [Theory]
    [InlineData("TorchSharp", "TorchSharp-0.107.0.txt")]
    [InlineData("SixLabors.ImageSharp", "SixLabors.ImageSharp-3.1.12.txt")]
    [InlineData("Plotly.NET", "Plotly.NET-5.1.0.txt")]
    [InlineData("Plotly.NET.CSharp", "Plotly.NET.CSharp-0.13.0.txt")]
    public void Every_public_member_stands_in_the_real_packages_list(string assemblyName, string list)
    {
        var types = PublicSurface.Types(Assembly.Load(assemblyName)).ToList();

        var breaches = Law.Breaches(types, SignatureList.Read(list));

        Assert.NotEmpty(types);
        Assert.True(breaches.Count == 0, $"{breaches.Count} breaches of the law of compat by {assemblyName} (is a type new? see excerpt.sh):\n{string.Join('\n', breaches)}");
    }
}
