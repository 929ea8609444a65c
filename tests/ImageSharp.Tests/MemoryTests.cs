using System.Diagnostics;
using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Tests;

/// <summary>Alone, for it watches the memory of the whole process.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests
{
    [Fact]
    public void MemoryIsFlatAfterManyLoads()
    {
        byte[][] files =
        [
            PngTests.Make(6, 8, interlaced: false, transparency: false, 300, 300).Encode(),
            PngTests.Make(2, 16, interlaced: true, transparency: false, 60, 60).Encode(),
            TestFiles.Jpeg(TestFiles.Gradient(256, 256)),
            TestFiles.Read("progressive.jpg"),
            TestFiles.Read("lossy-alpha.webp"),
        ];
        byte[] broken = files[2][..^40];
        LoadAll(20);
        long before = Resident();
        LoadAll(100);
        long grown = Resident() - before;

        // 500 loads: one leaked 300 x 300 picture a round would be 36 MB.
        Assert.True(grown < 16 << 20, $"{grown >> 20} MB more than before");

        void LoadAll(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                foreach (byte[] file in files)
                    Image.Load<Rgba32>(file).Dispose();
                Assert.ThrowsAny<ImageFormatException>(() => Image.Load<Rgb24>(broken));
            }

            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        static long Resident()
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }
}
