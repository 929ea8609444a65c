using System.Text;

namespace MinImagen.Lib.Data;

/// <summary>A line of a text file that nobody vouches for.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">The line without its end; empty where there is a problem.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
internal sealed record TextLine(int Number, string Text, string? Problem)
{
    /// <summary>The most bytes of a line that are read.</summary>
    internal const int MaxBytes = 64 << 10;

    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The lines of a file that have anything in them, one at a time, so that its length costs no memory.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="maxBytes">The longest file that is read.</param>
    /// <param name="maxLines">The most lines that are read.</param>
    /// <exception cref="InvalidDataException">The file is longer, or has more lines.</exception>
    internal static IEnumerable<TextLine> Read(string path, long maxBytes, int maxLines)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > maxBytes)
            throw new InvalidDataException($"{path}: {file.Length >> 20} MB, more than the {maxBytes >> 20} MB that are read; split the data into several");

        var line = new byte[MaxBytes];
        var (length, number, count) = (0, 1, 0);
        var buffer = new byte[MaxBytes];
        for (var read = file.Read(buffer); ; read = file.Read(buffer))
        {
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] != '\n')
                {
                    // one more than fits tells that it did not
                    if (length < MaxBytes)
                        line[length] = buffer[i];
                    length = Math.Min(length + 1, MaxBytes + 1);
                    continue;
                }
                if (Decode(number, line, length) is { } decoded)
                {
                    count++;
                    yield return decoded;
                }
                (length, number) = (0, number + 1);
                if (count > maxLines)
                    throw new InvalidDataException($"{path}: more than the {maxLines:N0} lines that are read; split the data into several");
            }
            if (read == 0)
                break;
        }
        if (Decode(number, line, length) is { } last)
            yield return last;
    }

    /// <summary>A line; null where there is nothing in it.</summary>
    private static TextLine? Decode(int number, byte[] bytes, int length)
    {
        if (length > MaxBytes)
            return new TextLine(number, "", $"more than {MaxBytes >> 10} KB in a line");
        try
        {
            var text = strict.GetString(bytes, 0, length).TrimEnd('\r');
            if (number == 1)
                text = text.TrimStart('\uFEFF');
            return string.IsNullOrWhiteSpace(text) ? null : new TextLine(number, text, null);
        }
        catch (DecoderFallbackException)
        {
            return new TextLine(number, "", "not UTF-8");
        }
    }
}
