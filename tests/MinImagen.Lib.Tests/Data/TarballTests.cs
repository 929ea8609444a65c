using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data;

public sealed class TarballTests
{
    [Fact]
    public void ReadsWhatIsWantedAndNothingElse()
    {
        using MemoryStream archive = Archive(("package/a", "A"), ("package/b", "B"), ("../../evil", "C"));

        Dictionary<string, byte[]> files = Tarball.Read(archive, name => name == "package/b", 100);

        Assert.Equal("B", Encoding.UTF8.GetString(Assert.Single(files).Value));
    }

    [Fact]
    public void ALinkIsNotAFile()
    {
        using MemoryStream archive = new();
        using (GZipStream gzip = new(archive, CompressionMode.Compress, leaveOpen: true))
        using (TarWriter writer = new(gzip))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "package/a") { LinkName = "/etc/passwd" });
        archive.Position = 0;

        Assert.Empty(Tarball.Read(archive, _ => true, 100));
    }

    [Fact]
    public void AFileThatIsTooLargeIsRefused()
    {
        using MemoryStream archive = Archive(("package/a", new string('x', 101)));

        Assert.Contains("package/a", Assert.Throws<InvalidDataException>(() => Tarball.Read(archive, _ => true, 100)).Message);
    }

    [Fact]
    public void ADamagedArchiveIsRefused()
    {
        byte[] whole = Archive(("package/a", new string('x', 100_000))).ToArray();

        Assert.Throws<InvalidDataException>(() => Tarball.Read(new MemoryStream(whole[..(whole.Length / 2)]), _ => true, 1 << 20));
        Assert.Throws<InvalidDataException>(() => Tarball.Read(new MemoryStream([1, 2, 3, 4]), _ => true, 1 << 20));
    }

    private static MemoryStream Archive(params (string Name, string Content)[] files)
    {
        MemoryStream archive = new();
        using (GZipStream gzip = new(archive, CompressionMode.Compress, leaveOpen: true))
        using (TarWriter writer = new(gzip))
        {
            foreach ((string name, string content) in files)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }
        archive.Position = 0;
        return archive;
    }
}
