using MinImagen.Lib.Files;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;

namespace MinImagen.Lib.Tests.Files;

public class FilesTests
{
    [Fact]
    public void AFileIsWrittenWholeOrNotAtAll()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "file.txt");
        AtomicFile.WriteText(path, "first");
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            Assert.Equal("first", File.ReadAllText(path));
            throw new IOException("the disk is full");
        }));

        Assert.Equal("first", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        AtomicFile.WriteText(path, "sécond");
        Assert.Equal("sécond"u8, File.ReadAllBytes(path));
    }

    [Fact]
    public void AFileThatIsTooLongIsNotRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a"], [1, 2, 3]);
        Assert.Equal([1, 2, 3], BoundedFile.ReadAllBytes(folder["a"], 3));
        Assert.Contains("3 bytes", Assert.Throws<InvalidDataException>(() => BoundedFile.ReadAllBytes(folder["a"], 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADigestIsOfTheContentsInTheirOrder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a"], "a");
        File.WriteAllText(folder["b"], "b");

        // sha256sum a b | cut -d' ' -f1 | sha256sum
        Assert.Equal("bf75fafab8e46555836b92f1b04106b795a9ed36bd39b351f103b28819895f33", FileDigest.Sha256([folder["a"], folder["b"]]));
        Assert.NotEqual(FileDigest.Sha256([folder["a"], folder["b"]]), FileDigest.Sha256([folder["b"], folder["a"]]));
    }

    [Fact]
    public void TheVariableNamesAnotherDataFolder()
    {
        using var folder = new TemporaryFolder();
        var shipped = ShippedData.FindFolder("text/t5_mini");
        Assert.True(File.Exists(Path.Combine(shipped!, "spiece.model")));
        Assert.Null(ShippedData.FindFolder("text/no_such_encoder"));

        var named = Directory.CreateDirectory(Path.Combine(folder.Path, "text", "t5_small")).FullName;
        foreach (var file in Directory.GetFiles(shipped!))
            File.Copy(file, Path.Combine(named, Path.GetFileName(file)));
        var before = Environment.GetEnvironmentVariable(ShippedData.Variable);
        try
        {
            Environment.SetEnvironmentVariable(ShippedData.Variable, folder.Path);
            using var encoder = TextEncoders.Get("t5_small");
            Assert.Equal("t5_small", encoder.Name);
            Assert.Throws<DirectoryNotFoundException>(() => TextEncoders.Get(TextEncoders.Default));
        }
        finally
        {
            Environment.SetEnvironmentVariable(ShippedData.Variable, before);
        }
    }
}
