using MinImagen.Lib.Data;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data;

public sealed class PictureGalleryTests
{
    /// <summary>White has lightness 1 and no colour, black nothing; red's L, a, b are those of Ottosson's page.</summary>
    [Fact]
    public void TheDistanceIsThatOfOklab()
    {
        using var scope = NewDisposeScope();
        using var gallery = new PictureGallery(new Plain(black: [0, 0, 0], white: [1, 1, 1], red: [1, 0, 0]));
        var white = gallery.Distances(ones(1, 3, 64, 64))[0];
        Assert.Equal(1, white[0], 1e-3);
        Assert.Equal(0, white[1], 1e-3);

        // |(0.62796, 0.22486, 0.12585)| from black, and from white (1, 0, 0)
        var red = gallery.Distances(stack([Plain.Picture([1, 0, 0])]))[0];
        Assert.Equal(Math.Sqrt(0.62796 * 0.62796 + 0.22486 * 0.22486 + 0.12585 * 0.12585), red[0], 1e-3);
        Assert.Equal(Math.Sqrt(0.37204 * 0.37204 + 0.22486 * 0.22486 + 0.12585 * 0.12585), red[1], 1e-3);
        Assert.Equal(0, red[2], 1e-3);
    }

    /// <summary>True emoji are known again under noise, out of focus, two pixels aside and in another light.</summary>
    [Fact]
    public void WornEmojiAreRecognizedAmongAll()
    {
        using var scope = NewDisposeScope();
        using var source = DataSources.Open(DataSources.EmojiSampleName, new DataSourceOptions { Side = 64 });
        var all = new JoinedImages(source.Train, source.Validation);
        using var gallery = new PictureGallery(all);
        using var generator = new Generator(3);
        var pictures = stack(Enumerable.Range(0, all.Count).Select(all.GetImage).ToArray());
        var small = nn.functional.avg_pool2d(pictures, 4);
        foreach (var (worn, most) in new[]
        {
            (pictures, 0),
            ((pictures + (0.2 * randn(pictures.shape, generator: generator))).clamp(0, 1), 1),
            (nn.functional.interpolate(small, [64, 64]), 1),
            (pictures.roll([2, 1], [3, 2]), 1),
            (pictures * 0.9, 1),
        })
        {
            var distances = gallery.Distances(worn);
            Assert.InRange(distances.Where((row, i) => Array.IndexOf(row, row.Min()) != i).Count(), 0, most);
        }
    }

    [Fact]
    public void NearDuplicatesAreMutualAndNeverOneself()
    {
        using var gallery = new PictureGallery(new Plain(black: [0, 0, 0], white: [1, 1, 1], red: [0.98f, 1, 1]));
        var near = gallery.NearDuplicates(0.05);
        Assert.Equal([[], [2], [1]], near);
        Assert.All(gallery.NearDuplicates(2), others => Assert.Equal(2, others.Count));
    }

    /// <summary>Three pictures of one colour each.</summary>
    private sealed class Plain(float[] black, float[] white, float[] red) : ICaptionedImages
    {
        public int Count => 3;

        public int Side => 32;

        public static Tensor Picture(float[] color) => tensor(color).view(3, 1, 1).expand(3, 32, 32).contiguous();

        public string GetCaption(int index) => $"{index}";

        public Tensor GetImage(int index) => Picture(index == 0 ? black : index == 1 ? white : red);
    }
}
