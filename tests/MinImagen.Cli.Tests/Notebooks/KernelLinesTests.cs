using System.Text;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>What a kernel writes is read line by line, up to a length.</summary>
public sealed class KernelLinesTests
{
    [Theory]
    [InlineData("a\n\nβγ\n", false, "a", "", "βγ")]
    [InlineData("a\n0123456789\n", false, "a", "0123456789")]
    [InlineData("a\n0123456789 and more", true, "a")]
    [InlineData("a\nno end", false, "a")]
    public void Lines_end_with_a_line_feed_and_one_that_is_too_long_ends_the_reading(string written, bool tooLong, params string[] expected)
    {
        using var lines = new KernelLines(new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(written))), longest: 10);
        List<string> read = [];
        while (lines.Take(TimeSpan.FromSeconds(10), CancellationToken.None) is { } line)
        {
            read.Add(line);
        }
        Assert.Equal(expected, read);
        Assert.Equal((true, tooLong), (lines.Ended, lines.WasTooLong));
    }

    [Fact]
    public void None_comes_where_patience_ends()
    {
        using var silence = new System.IO.Pipes.AnonymousPipeServerStream();
        using var lines = new KernelLines(new StreamReader(new System.IO.Pipes.AnonymousPipeClientStream(silence.GetClientHandleAsString())), longest: 10);
        Assert.Null(lines.Take(TimeSpan.FromMilliseconds(20), CancellationToken.None));
        Assert.False(lines.Ended);
    }
}
