using SixLabors.ImageSharp.Metadata;

namespace SixLabors.ImageSharp.Formats;

/// <summary>What a file says of its picture before the pixels.</summary>
/// <param name="Size">Width and height, both positive.</param>
/// <param name="BitsPerPixel">As stored.</param>
/// <param name="Layout">The pixel format that holds it without loss, as far as 8 bits a channel can.</param>
/// <param name="Orientation">Which way is up.</param>
/// <param name="ScratchBytes">The largest buffer that the native decoder allocates by itself.</param>
internal readonly record struct ImageHeader(Size Size, int BitsPerPixel, StoredLayout Layout, ExifOrientation Orientation, long ScratchBytes);
