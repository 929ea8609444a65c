using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>A file damaged at random, but the same every time.</summary>
/// <param name="Name">One of <see cref="FixtureFiles.All"/>.</param>
/// <param name="Seed">Which damage.</param>
internal sealed record Mutation(string Name, int Seed)
{
    // A picture that is larger is no use in finding errors, only slow.
    private const long MaxPixels = 1_000_000;

    internal byte[] Make()
    {
        Random random = new(Seed);
        byte[] file = Repair(FixtureFiles.Read(Name));
        for (int times = random.Next(1, 5); times > 0; times--)
            file = Damage(file, random);
        return Repair(file);
    }

    /// <summary>Whether it is decoded; anything but pixels or a reason is thrown on.</summary>
    internal bool Decode()
    {
        try
        {
            Pixels pixels = ImageDecoder.Decode(Make(), MaxPixels);
            Assert.Equal(pixels.Width * pixels.Height * 3, pixels.Rgb.Length);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        int from = random.Next(Math.Max(1, file.Length - 1));
        int length = Math.Min(random.Next(1, 12), file.Length - from);
        switch (random.Next(7))
        {
            case 0:
                file[from] ^= (byte)(1 << random.Next(8));
                return file;
            case 1:
                file[from] = (byte)random.Next(256);
                return file;
            case 2:
                random.NextBytes(file.AsSpan(from, length));
                return file;
            case 3:
                file.AsSpan(from, length).Fill(random.Next(2) == 0 ? byte.MinValue : byte.MaxValue);
                return file;
            case 4:
                return [.. file[..from], .. file[(from + length)..]];
            case 5:
                return [.. file[..(from + length)], .. file[random.Next(file.Length)..]];
            default:
                byte[] inserted = new byte[length];
                random.NextBytes(inserted);
                return [.. file[..from], .. inserted, .. file[from..]];
        }
    }

    /// <summary>Sets lengths and checksums right where a decoder would look no further than at them.</summary>
    private static byte[] Repair(byte[] file)
    {
        if (file.AsSpan().StartsWith("RIFF"u8) && file.Length >= 8)
            BitConverter.TryWriteBytes(file.AsSpan(4), file.Length - 8);
        return file.AsSpan().StartsWith(TestPng.Signature) ? TestPng.WithRightChecksums(file) : file;
    }
}
