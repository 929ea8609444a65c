namespace MinImagen.Lib.Files;

/// <summary>Reads small files whole, looking at their size before any memory is taken.</summary>
public static class BoundedFile
{
    /// <summary>All bytes of a file that is at most <paramref name="maxBytes"/> long.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most that a file of this kind may hold.</param>
    /// <returns>Its contents.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is longer.</exception>
    public static byte[] ReadAllBytes(string path, int maxBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > maxBytes)
            throw new InvalidDataException(
                $"{path} has {stream.Length:N0} bytes; a file of its kind has at most {maxBytes:N0}.");

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
