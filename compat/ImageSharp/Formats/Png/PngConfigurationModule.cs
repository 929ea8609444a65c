namespace SixLabors.ImageSharp.Formats.Png;

public sealed class PngConfigurationModule : IImageFormatConfigurationModule
{
    public void Configure(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Add(new PngCodec());
    }
}
