using System.Text.Encodings.Web;
using System.Text.Json;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>The kernel's lines, and what a cell's outputs become.</summary>
public sealed class KernelEventTests
{
    private static readonly JsonSerializerOptions asIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void What_is_printed_to_one_stream_is_one_output_and_an_update_replaces_its_display()
    {
        var outputs = Gather(
            new KernelLimits(TimeSpan.FromSeconds(1)),
            Line("StandardOutputValueProduced", Value("text/plain", "a\\r\\n")),
            Line("StandardOutputValueProduced", Value("text/plain", "b")),
            Line("DisplayedValueProduced", Value("text/plain", "old"), "one"),
            Line("StandardErrorValueProduced", Value("text/plain", "c")),
            Line("DisplayedValueUpdated", Value("text/plain", "new"), "one"),
            Line("DisplayedValueUpdated", Value("text/plain", "nobody's"), "two"),
            Line("ReturnValueProduced", Value("application/vnd.plotly.v1+json", "{\\\"data\\\":[1]}") + "," + Value("text/html", "a page") + "," + Value("text/plain", "hidden", suppressed: true)));

        Assert.Equal(
            [
                """{"output_type":"stream","name":"stdout","text":"a\nb"}""",
                """{"output_type":"display_data","data":{"text/plain":"new"},"metadata":{}}""",
                """{"output_type":"stream","name":"stderr","text":"c"}""",
                """{"output_type":"execute_result","data":{"application/vnd.plotly.v1+json":{"data":[1]},"text/html":"a page"},"metadata":{}}""",
            ],
            outputs.ToList().Select(output => output.Json.ToJsonString(asIs)).ToArray());
        Assert.Null(outputs.TooMuch);
    }

    [Theory]
    [InlineData("StandardOutputValueProduced", "the cell printed more than 10 characters")]
    [InlineData("ReturnValueProduced", "the cell displayed more than 20 characters")]
    public void More_than_a_notebook_should_hold_is_too_much(string kind, string message)
    {
        var few = Line(kind, Value("text/plain", "0123456789"));
        Assert.StartsWith(message, Gather(few, few, few).TooMuch, StringComparison.Ordinal);
        Assert.Null(Gather(few).TooMuch);
    }

    [Fact]
    public void A_line_of_native_code_is_none_of_the_kernels_and_may_stand_before_one()
    {
        Assert.Null(KernelEvent.Of("[W] a warning of LibTorch"));
        Assert.Null(KernelEvent.Of("{\"event\":{"));
        var both = KernelEvent.Of("[W] no end of line" + Line("CommandSucceeded", ""))!;
        Assert.Equal("CommandSucceeded", both.Kind);
        Assert.True(both.IsAbout("cell-1"));
        Assert.False(both.IsAbout("cell-11"));
        Assert.True((both with { Token = "cell-1.2" }).IsAbout("cell-1"));
    }

    private static CellOutputs Gather(params string[] lines) => Gather(new KernelLimits(TimeSpan.FromSeconds(1), Text: 10, Data: 20), lines);

    private static CellOutputs Gather(KernelLimits limits, params string[] lines)
    {
        var outputs = new CellOutputs(limits);
        foreach (var line in lines)
        {
            outputs.Take(KernelEvent.Of(line)!);
        }
        return outputs;
    }

    private static string Line(string kind, string values, string? id = null) =>
        $$$"""{"event":{"formattedValues":[{{{values}}}],"valueId":{{{(id is null ? "null" : $"\"{id}\"")}}}},"eventType":"{{{kind}}}","command":{"token":"cell-1"}}""";

    private static string Value(string mimeType, string value, bool suppressed = false) =>
        $$"""{"mimeType":"{{mimeType}}","value":"{{value}}","suppressDisplay":{{(suppressed ? "true" : "false")}}}""";
}
