using System.Security.Cryptography;
using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data;

public sealed class NpmPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnArchiveIsOpenedOnlyWithThePinnedDigest()
    {
        byte[] content = [1, 2, 3];
        File.WriteAllBytes(_folder["a-1.0.tgz"], content);

        using (Stream good = new NpmPackage("a", "1.0", Convert.ToHexStringLower(SHA512.HashData(content))).OpenVerified(_folder["a-1.0.tgz"]))
            Assert.Equal((0, 3), (good.Position, good.Length));

        NpmPackage other = new("a", "1.0", Convert.ToHexStringLower(SHA512.HashData([1, 2, 4])));
        Assert.Contains("SHA-512", Assert.Throws<InvalidDataException>(() => other.OpenVerified(_folder["a-1.0.tgz"])).Message);
    }
}
