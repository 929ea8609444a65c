using System.Text;

namespace MinImagen.Cli.Terminal;

/// <summary>
/// Reads UTF-8 lines that end with a line feed and nothing else: a carriage return, and the separators that .NET also breaks at,
/// belong to the text. Bytes that are not UTF-8 become U+FFFD.
/// </summary>
/// <param name="input">What to read; it stays open.</param>
internal sealed class LineReader(Stream input)
{
    private const int MaxLineBytes = 16 << 20;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int number;

    /// <summary>Whether another whole line is here already.</summary>
    internal bool HasMore => buffer.AsSpan(start, end - start).Contains((byte)'\n');

    /// <summary>Reads a line, without its end; null behind the last one.</summary>
    /// <exception cref="CommandException">A line is implausibly long.</exception>
    internal string? Read(CancellationToken cancellation)
    {
        for (var looked = 0; ;)
        {
            var length = buffer.AsSpan(start + looked, end - start - looked).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(looked + length, skip: 1);

            looked = end - start;
            MakeRoom();
            var count = input.ReadAsync(buffer.AsMemory(end), cancellation).AsTask().GetAwaiter().GetResult();
            if (count == 0)
                return looked > 0 ? Take(looked, skip: 0) : null;
            end += count;
        }
    }

    private string Take(int length, int skip)
    {
        var line = Encoding.UTF8.GetString(buffer, start, length);
        start += length + skip;
        number++;
        return line;
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end < buffer.Length)
            return;
        if (end >= MaxLineBytes)
            throw new CommandException($"line {number + 1} of standard input is longer than {MaxLineBytes >> 20} MB: is it text?");
        Array.Resize(ref buffer, buffer.Length * 2);
    }
}
