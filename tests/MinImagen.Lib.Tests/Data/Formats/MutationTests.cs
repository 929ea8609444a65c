using System.Diagnostics;
using MinImagen.Lib.Data;
using SixLabors.ImageSharp.Diagnostics;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>Whatever a file is, decoding it ends soon, in pixels or in a reason, and gives its memory back.</summary>
public sealed class MutationTests
{
    private const int Each = 500;
    private const long MostMemory = 256 << 20;

    public static TheoryData<string> Files() => [.. FixtureFiles.All];

    /// <summary><c>MINIMAGEN_MUTATIONS</c> says how many instead.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("MINIMAGEN_MUTATIONS"), out int count) ? count : Each;

    [Theory]
    [MemberData(nameof(Files))]
    public void RandomDamageIsSurvived(string name)
    {
        int decoded = 0;
        PeakMemory.Forget();
        long before = PeakMemory.Bytes;
        for (int seed = 0; seed < Count; seed++)
        {
            Mutation mutation = new(name, seed);
            Stopwatch clock = Stopwatch.StartNew();
            try
            {
                decoded += mutation.Decode() ? 1 : 0;
            }
            catch (Exception failure)
            {
                Assert.Fail($"{mutation}: {failure}");
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{mutation} took {clock.Elapsed}");
        }

        Assert.True(PeakMemory.Bytes - before < MostMemory, $"{(PeakMemory.Bytes - before) >> 20} MB more than before");

        // Damage that is all found out by the first look, or does nothing, tests nothing.
        Assert.InRange(decoded, 1, Count - 1);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void NothingIsLeftForTheGarbageCollector(string name)
    {
        byte[] file = FixtureFiles.Read(name);

        // what other tests left is not to be counted as given back meanwhile
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int before = MemoryDiagnostics.TotalUndisposedAllocationCount;
        ImageDecoder.Decode(file);

        Assert.Equal(before, MemoryDiagnostics.TotalUndisposedAllocationCount);
    }

    [Fact]
    public void MemoryIsFlatAfterManyPictures()
    {
        // each of 300 × 300 would take 360 kB if it stayed
        byte[][] files =
        [
            TestPng.Make(6, 8, interlaced: false, transparency: false, 300, 300).Encode(),
            TestPng.Make(2, 16, interlaced: true, transparency: false, 60, 60).Encode(),
            FixtureFiles.WithExif(FixtureFiles.Jpeg(FixtureFiles.Gradient(300, 300)), FixtureFiles.Exif(6, littleEndian: true)),
        ];
        DecodeAll(20);
        long before = Resident();
        DecodeAll(100);

        Assert.InRange((Resident() - before) >> 20, long.MinValue, 16);

        void DecodeAll(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                foreach (byte[] file in files)
                    ImageDecoder.Decode(file);
                foreach (string name in FixtureFiles.All)
                    new Mutation(name, i).Decode();
            }

            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        static long Resident()
        {
            using Process process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }
}
