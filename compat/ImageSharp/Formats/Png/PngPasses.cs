using System.IO.Compression;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Native;

namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>
/// Decodes an interlaced file with 16 bits a sample pass by pass. libpng's simplified API cannot: before its repair of
/// CVE-2025-65018 it overran its buffer on such files, and after it the passes are mixed up. Each of the seven passes is a
/// smaller picture with rows and filters of its own, so each is handed to libpng as a file without interlacing.
/// </summary>
internal static class PngPasses
{
    internal static void Decode(PngData data, PngDescription description, Span<byte> pixels, bool alpha, MemoryAllocator allocator)
    {
        byte[] rows = allocator.AllocateArray<byte>(description.DataLength);
        data.UnpackTo(rows);

        ReadOnlySpan<byte> rest = rows;
        int bytesPerPixel = alpha ? 4 : 3;
        foreach (PngPass pass in description.Passes)
        {
            int length = (int)pass.DataLength;
            byte[] file = data.ToFile(description with { Size = pass.Size, Interlaced = false }, Pack(rest[..length]));
            rest = rest[length..];

            byte[] decoded = allocator.AllocateArray<byte>((long)pass.Size.Width * pass.Size.Height * bytesPerPixel);
            LibPng.Decode(file, pass.Size, decoded, alpha);
            Scatter(decoded, pass, pixels, description.Size.Width, bytesPerPixel);
        }
    }

    private static void Scatter(ReadOnlySpan<byte> decoded, in PngPass pass, Span<byte> pixels, int width, int bytesPerPixel)
    {
        for (int row = 0; row < pass.Size.Height; row++)
        {
            for (int column = 0; column < pass.Size.Width; column++)
            {
                int y = pass.Start.Y + (row * pass.Step.Height);
                int x = pass.Start.X + (column * pass.Step.Width);
                decoded[..bytesPerPixel].CopyTo(pixels[(((y * width) + x) * bytesPerPixel)..]);
                decoded = decoded[bytesPerPixel..];
            }
        }
    }

    private static byte[] Pack(ReadOnlySpan<byte> rows)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            stream.Write(rows);
        return packed.ToArray();
    }
}
