namespace SixLabors.ImageSharp.Formats;

public interface IImageFormatConfigurationModule
{
    void Configure(Configuration configuration);
}
