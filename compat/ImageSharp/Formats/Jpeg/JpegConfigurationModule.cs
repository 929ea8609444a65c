namespace SixLabors.ImageSharp.Formats.Jpeg;

public sealed class JpegConfigurationModule : IImageFormatConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Add(new JpegCodec());
    }
}
