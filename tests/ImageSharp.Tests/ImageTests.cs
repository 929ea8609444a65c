using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Native;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Pictures in memory and the ways in and out.</summary>
public class ImageTests
{
    [Fact]
    public void PixelDataGoesInAndOut()
    {
        byte[] bytes = Enumerable.Range(1, 18).Select(value => (byte)value).ToArray();
        using Image<Rgb24> image = Image.LoadPixelData<Rgb24>(bytes, 3, 2);
        Assert.Equal(new Rgb24(10, 11, 12), image[0, 1]);
        Assert.Equal(new Rgb24(16, 17, 18), image[2, 1]);

        byte[] back = new byte[18];
        image.CopyPixelDataTo(back);
        Assert.Equal(bytes, back);

        image[1, 0] = new Rgb24(200, 100, 50);
        var pixels = new Rgb24[6];
        image.CopyPixelDataTo(pixels);
        Assert.Equal(new Rgb24(200, 100, 50), pixels[1]);
        Assert.True(image.DangerousTryGetSinglePixelMemory(out Memory<Rgb24> memory));
        Assert.Equal(pixels, memory.ToArray());
    }

    [Fact]
    public void RowsAreSpans()
    {
        using var image = new Image<Rgba32>(4, 3, new Rgba32(1, 2, 3, 4));
        image.ProcessPixelRows(accessor =>
        {
            Assert.Equal((4, 3), (accessor.Width, accessor.Height));
            for (int y = 0; y < accessor.Height; y++)
                accessor.GetRowSpan(y)[y] = new Rgba32(9, 9, 9, 9);
        });
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 4; x++)
                Assert.Equal(x == y ? new Rgba32(9, 9, 9, 9) : new Rgba32(1, 2, 3, 4), image[x, y]);
        }
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        using var image = new Image<Rgb24>(3, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.CopyPixelDataTo(new byte[17]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Image.LoadPixelData<Rgb24>(new byte[17], 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Image.LoadPixelData<Rgb24>(new byte[17], -3, -2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Image.LoadPixelData<Rgb24>(new byte[17], 65536, 65536));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image<Rgb24>(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ProcessPixelRows(accessor => accessor.GetRowSpan(2)));
        Assert.Throws<ArgumentNullException>(() => Image.Load<Rgb24>((string)null!));
        Assert.Throws<ArgumentNullException>(() => Image.Load<Rgb24>((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => Image.Load<Rgb24>(null!, "picture.png"));
        Assert.Throws<ArgumentNullException>(() => image.Save((string)null!));
        Assert.Throws<ArgumentNullException>(() => image.Save(new MemoryStream(), (IImageEncoder)null!));
        Assert.Throws<FileNotFoundException>(() => Image.Load<Rgb24>("no such picture.png"));
    }

    [Fact]
    public void AllocationsOverTheLimitAreRefused()
    {
        Configuration configuration = Configuration.Default.Clone();
        configuration.MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { AllocationLimitMegabytes = 1 });
        Assert.Throws<InvalidMemoryOperationException>(() => new Image<Rgba32>(configuration, 513, 512));
        Assert.Equal(512, new Image<Rgba32>(configuration, 512, 512).Width);
        Assert.Throws<InvalidMemoryOperationException>(() => new Image<L8>(int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryAllocatorOptions { AllocationLimitMegabytes = 0 });
    }

    [Fact]
    public void ADisposedPictureSaysSo()
    {
        var image = new Image<Rgb24>(3, 2);
        image.Dispose();
        image.Dispose();
        Assert.Throws<ObjectDisposedException>(() => image[0, 0]);
        Assert.Throws<ObjectDisposedException>(() => image.Clone());
        Assert.Throws<ObjectDisposedException>(() => image.SaveAsPng(new MemoryStream()));
    }

    [Fact]
    public void TheExtensionChoosesTheFormat()
    {
        string folder = Directory.CreateTempSubdirectory("image-tests-").FullName;
        try
        {
            using Image<Rgb24> image = TestFiles.Gradient(20, 10);
            foreach ((string name, IImageFormat format) in new (string, IImageFormat)[]
                { ("a.png", PngFormat.Instance), ("b.PNG", PngFormat.Instance), ("c.jpg", JpegFormat.Instance), ("d.jpeg", JpegFormat.Instance) })
            {
                string path = Path.Combine(folder, name);
                image.Save(path);
                Assert.Same(format, Image.DetectFormat(path));
                Assert.Equal(new Size(20, 10), Image.Identify(path).Size);
                using Image<Rgb24> back = Image.Load<Rgb24>(path);
                Assert.Same(format, back.Metadata.DecodedImageFormat);
            }

            Assert.Throws<UnknownImageFormatException>(() => image.Save(Path.Combine(folder, "e.webp")));
            Assert.Throws<UnknownImageFormatException>(() => image.Save(Path.Combine(folder, "f")));
            Assert.Equal(4, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ADataUriHoldsTheFile()
    {
        using Image<Rgb24> image = TestFiles.Gradient(5, 4);
        string uri = image.ToBase64String(PngFormat.Instance);
        Assert.StartsWith("data:image/png;base64,", uri);
        using Image<Rgb24> back = Image.Load<Rgb24>(Convert.FromBase64String(uri["data:image/png;base64,".Length..]));
        Assert.Equal(image[4, 3], back[4, 3]);
    }

    [Fact]
    public void AConfigurationKnowsOnlyItsFormats()
    {
        using Image<Rgb24> image = TestFiles.Gradient(5, 4);
        byte[] jpeg = TestFiles.Jpeg(image);
        var onlyPng = new DecoderOptions { Configuration = new Configuration(new PngConfigurationModule()) };
        Assert.Throws<UnknownImageFormatException>(() => Image.Load<Rgb24>(onlyPng, jpeg));
        Assert.Throws<UnknownImageFormatException>(() => Image.Load<Rgb24>(new DecoderOptions { Configuration = new Configuration() }, jpeg));
    }

    [Fact]
    public void StreamsAreReadFromWhereTheyStand()
    {
        using Image<Rgb24> image = TestFiles.Gradient(5, 4);
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        image.SaveAsPng(stream);
        stream.Position = 3;
        Assert.Same(PngFormat.Instance, Image.DetectFormat(stream));
        Assert.Equal(3, stream.Position);
        using Image<Rgb24> back = Image.Load<Rgb24>(stream);
        Assert.Equal(image[2, 2], back[2, 2]);
    }

    [Fact]
    public void ClonesAreApart()
    {
        using Image<Rgb24> image = TestFiles.Gradient(5, 4);
        using Image<Rgb24> clone = image.Clone();
        using Image<Rgba32> converted = image.CloneAs<Rgba32>();
        Rgb24 before = image[1, 1];
        image[1, 1] = default;
        Assert.Equal(before, clone[1, 1]);
        Assert.Equal(new Rgba32(before.R, before.G, before.B, 255), converted[1, 1]);
    }

    [Fact]
    public void AMissingLibraryNamesItsPackage()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => NativeLibraries.Load("libnothing.so.9", "libnothing9"));
        Assert.Contains("libnothing.so.9", missing.Message);
        Assert.Contains("apt-get install libnothing9", missing.Message);
    }
}
