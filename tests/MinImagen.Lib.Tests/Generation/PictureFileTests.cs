using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Generation;

public sealed class PictureFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ValuesAreClampedThenRounded()
    {
        // red ramps, green is out of range on both sides, blue lies between two bytes
        using Tensor picture = torch.tensor(new[] { 0f, 0.5f, 1f, -0.2f, 1.3f, 0.5f, 0.2f / 255, 0.7f / 255, 254.5f / 255 + 1e-4f }).view(3, 1, 3);

        PictureFile.Save(_folder["a.png"], picture);

        Assert.Equal([0, 0, 0, 128, 255, 1, 255, 128, 255], ImageDecoder.Decode(_folder["a.png"]).Rgb);
    }

    [Fact]
    public void GreyBecomesThreeEqualChannels()
    {
        using Tensor picture = torch.full([1, 1, 1], 1.0f);

        PictureFile.Save(_folder["a.png"], picture);

        Assert.Equal([255, 255, 255], ImageDecoder.Decode(_folder["a.png"]).Rgb);
    }

    [Fact]
    public void AnythingElseIsRefused()
    {
        using Tensor batch = torch.zeros(1, 3, 2, 2);

        Assert.Contains("(1, 3, 2, 2)", Assert.Throws<ArgumentException>(() => PictureFile.ToImage(batch)).Message);
    }
}
