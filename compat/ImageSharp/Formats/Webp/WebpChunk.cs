using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>One chunk of a RIFF file.</summary>
internal readonly ref struct WebpChunk
{
    internal const int FileHeaderLength = 12;
    internal const int HeaderLength = 8;

    private WebpChunk(ReadOnlySpan<byte> content) => Content = content;

    internal ReadOnlySpan<byte> Content { get; }

    /// <summary>The first chunk of a type; empty where there is none.</summary>
    internal static WebpChunk Find(ReadOnlySpan<byte> file, ReadOnlySpan<byte> type)
    {
        ReadOnlySpan<byte> rest = file.Length > FileHeaderLength ? file[FileHeaderLength..] : [];
        while (rest.Length >= HeaderLength)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            ReadOnlySpan<byte> content = rest[HeaderLength..];
            if (length > content.Length)
                break;
            if (rest.StartsWith(type))
                return new WebpChunk(content[..(int)length]);

            // Chunks start at even offsets.
            int next = (int)Math.Min(length + (length & 1), content.Length);
            rest = content[next..];
        }

        return default;
    }
}
