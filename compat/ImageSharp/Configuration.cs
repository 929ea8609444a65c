using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;

namespace SixLabors.ImageSharp;

/// <summary>Which formats are known, and how much memory a picture may take.</summary>
public sealed class Configuration
{
    private readonly List<Codec> codecs = [];
    private MemoryAllocator memoryAllocator = MemoryAllocator.Default;

    /// <summary>One that knows no format; most callers want a <see cref="Clone"/> of <see cref="Default"/>.</summary>
    public Configuration()
    {
    }

    public Configuration(params IImageFormatConfigurationModule[] configurationModules)
    {
        ArgumentNullException.ThrowIfNull(configurationModules);
        foreach (IImageFormatConfigurationModule module in configurationModules)
            Configure(module);
    }

    public static Configuration Default { get; } = new(new PngConfigurationModule(), new JpegConfigurationModule(), new WebpConfigurationModule());

    public IEnumerable<IImageFormat> ImageFormats => codecs.Select(codec => codec.Format);

    public MemoryAllocator MemoryAllocator
    {
        get => memoryAllocator;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            memoryAllocator = value;
        }
    }

    /// <summary>Pictures are always contiguous here.</summary>
    public bool PreferContiguousImageBuffers { get; set; }

    internal IReadOnlyList<Codec> Codecs => codecs;

    public void Configure(IImageFormatConfigurationModule configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Configure(this);
    }

    public Configuration Clone()
    {
        var clone = new Configuration
        {
            MemoryAllocator = MemoryAllocator,
            PreferContiguousImageBuffers = PreferContiguousImageBuffers,
        };
        clone.codecs.AddRange(codecs);
        return clone;
    }

    internal void Add(Codec codec)
    {
        codecs.RemoveAll(known => known.Format == codec.Format);
        codecs.Add(codec);
    }

    internal string DescribeCodecs() => codecs.Count == 0 ? "none" : string.Join(", ", codecs.Select(codec => codec.Format.Name));
}
