namespace SixLabors.ImageSharp.Formats.Webp;

public sealed class WebpConfigurationModule : IImageFormatConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Add(new WebpCodec());
    }
}
