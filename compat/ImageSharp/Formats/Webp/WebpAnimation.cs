using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>Takes the first frame out of an animation, as a file of its own, which libwebp's simple decoder can read.</summary>
internal static class WebpAnimation
{
    private const int FrameHeaderLength = 16;
    private const byte AlphaFlag = 0x10;

    internal static byte[] FirstFrame(ReadOnlySpan<byte> file)
    {
        WebpChunk frame = WebpChunk.Find(file, "ANMF"u8);
        if (frame.Content.Length < FrameHeaderLength)
            throw new InvalidImageContentException("The WebP file is damaged: it is an animation without frames.");

        ReadOnlySpan<byte> place = frame.Content[..12];
        ReadOnlySpan<byte> chunks = frame.Content[FrameHeaderLength..];
        bool hasAlpha = chunks.StartsWith("ALPH"u8);
        byte[] still = new byte[12 + (hasAlpha ? 18 : 0) + chunks.Length];
        "RIFF"u8.CopyTo(still);
        BinaryPrimitives.WriteInt32LittleEndian(still.AsSpan(4), still.Length - 8);
        "WEBP"u8.CopyTo(still.AsSpan(8));
        if (hasAlpha)
        {
            // An extended header: flags in the first of four bytes, then width − 1 and height − 1 of 24 bits, as in the frame's.
            "VP8X"u8.CopyTo(still.AsSpan(12));
            still[16] = 10;
            still[20] = AlphaFlag;
            place[6..].CopyTo(still.AsSpan(24));
        }

        chunks.CopyTo(still.AsSpan(still.Length - chunks.Length));
        return still;
    }
}
