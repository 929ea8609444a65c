using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats;

/// <summary>Reads one file format. What it is given is hostile until shown otherwise.</summary>
internal abstract class Codec
{
    /// <summary>So many bytes are enough for <see cref="Matches"/>.</summary>
    internal const int HeaderLength = 12;

    internal abstract IImageFormat Format { get; }

    /// <summary>An encoder with its defaults; null where the format is only read.</summary>
    internal abstract IImageEncoder? DefaultEncoder { get; }

    internal abstract bool Matches(ReadOnlySpan<byte> header);

    /// <summary>Reads what stands before the pixels, and checks that the file is whole. Allocates nothing of the picture's size.</summary>
    /// <exception cref="InvalidImageContentException">The file is damaged.</exception>
    internal abstract ImageHeader ReadHeader(ReadOnlySpan<byte> file);

    /// <summary>Decodes the pixels, each as it is stored; alpha is kept with <see cref="Rgba32"/>, else dropped.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="header">What <see cref="ReadHeader"/> said of it.</param>
    /// <param name="pixels">Receives <see cref="Rgb24"/> or <see cref="Rgba32"/> pixels.</param>
    /// <param name="alpha">Which of the two.</param>
    /// <param name="configuration">Its allocator grants what decoding needs besides.</param>
    internal abstract void Decode(ReadOnlySpan<byte> file, in ImageHeader header, Span<byte> pixels, bool alpha, Configuration configuration);
}
