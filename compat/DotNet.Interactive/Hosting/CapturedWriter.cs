using System.Globalization;
using System.Text;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>Stands in for one of the console's writers: what is written goes to the cell that is running.</summary>
internal sealed class CapturedWriter : TextWriter
{
    private readonly string stream;

    /// <param name="stream">"stdout" or "stderr".</param>
    internal CapturedWriter(string stream) : base(CultureInfo.InvariantCulture)
    {
        this.stream = stream;

        // The same characters on every system.
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>The cell that runs; what is written while there is none is dropped.</summary>
    internal CellOutput? Cell { private get; set; }

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Cell?.Print(stream, buffer);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");
}
