namespace SixLabors.ImageSharp.Formats;

public sealed class DecoderOptions
{
    private readonly Configuration configuration = Configuration.Default;
    private readonly uint maxFrames = int.MaxValue;

    internal static DecoderOptions Default { get; } = new();

    /// <summary>The formats that may be read, and the allocator whose limit no picture may pass.</summary>
    public Configuration Configuration
    {
        get => configuration;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            configuration = value;
        }
    }

    /// <summary>Whether to leave the orientation unread.</summary>
    public bool SkipMetadata { get; init; }

    /// <summary>At most so many frames; only the first is ever decoded here.</summary>
    public uint MaxFrames
    {
        get => maxFrames;
        init => maxFrames = Math.Clamp(value, 1, int.MaxValue);
    }
}
