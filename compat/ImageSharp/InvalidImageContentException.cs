using SixLabors.ImageSharp.Memory;

namespace SixLabors.ImageSharp;

public sealed class InvalidImageContentException : ImageFormatException
{
    public InvalidImageContentException(string errorMessage)
        : base(errorMessage)
    {
    }

    public InvalidImageContentException(string errorMessage, Exception innerException)
        : base(errorMessage, innerException)
    {
    }

    internal InvalidImageContentException(Size size, InvalidMemoryOperationException innerException)
        : this($"The image cannot be decoded: its dimensions, {size.Width}x{size.Height}, need more memory than the allocator grants.", innerException)
    {
    }
}
