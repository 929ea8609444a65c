using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using TorchSharp;

namespace MinImagen.Notebooks.Tests;

/// <summary>What .NET Interactive finds by its conventions: names alone, no reference either way.</summary>
public class FormatterTests
{
    public static TheoryData<View, string> Views()
    {
        using var picture = torch.zeros(3, 2, 2);
        return new()
        {
            { picture.Show(), "image/png text/plain" },
            { new Table("a").Row(1), "text/html text/plain" },
            { ShapeTable.Of(("x", picture)), "text/html text/plain" },
            { new SideBySide("a", "1", "b", "2"), "text/html text/plain" },
            { Check.That(true, "so it is", ""), "text/html text/plain" },
            { Plots.Lines(("a", new[] { 1.0, 2.0 })), "application/vnd.plotly.v1+json text/html text/plain" },
        };
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_preferred_type_has_a_formatter(View view, string preferred)
    {
        var (types, outputs) = Formatted(view);

        Assert.Equal(preferred.Split(' '), types);
        Assert.All(types, type => Assert.NotEmpty(outputs[type]));
        // Nested values are rendered as HTML whatever is preferred.
        Assert.Contains("text/html", outputs.Keys);
        Assert.Equal(view.Text, outputs["text/plain"]);
    }

    [Fact]
    public void Each_formatter_has_one_method_Format_and_refuses_what_is_not_its_own()
    {
        foreach (var formatter in Formatters(new Table("a")))
        {
            var format = Assert.Single(formatter.GetType().GetMethods(), method => method.Name == "Format");
            Assert.False((bool)format.Invoke(formatter, ["no view", new StringWriter()])!);
        }
    }

    [Fact]
    public void A_picture_is_bare_base64_and_a_figure_is_an_object()
    {
        using var picture = torch.zeros(3, 2, 2);

        var png = Formatted(picture.Show()).Outputs["image/png"];
        var plotly = Formatted(Plots.Lines(("a", new[] { 1.0, 2.0 }))).Outputs["application/vnd.plotly.v1+json"];

        Assert.Equal([0x89, 0x50, 0x4e, 0x47], Convert.FromBase64String(png)[..4]);
        Assert.Equal(["data", "layout", "frames", "config"], JsonNode.Parse(plotly)!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public void Html_of_a_picture_says_what_it_shows()
    {
        using var picture = torch.zeros(3, 2, 2);

        Assert.Contains("alt=\"&lt;a&gt; &quot;picture&quot;\nTensor (3, 2, 2) float32, mean 0", picture.Show("<a> \"picture\"").Html, StringComparison.Ordinal);
    }

    private static IEnumerable<object> Formatters(View view)
    {
        var source = (Type)Property(Attribute(view), "FormatterSourceType")!;
        var made = source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source), null)!;
        return ((IEnumerable)made).Cast<object>();
    }

    private static (string[] Types, Dictionary<string, string> Outputs) Formatted(View view)
    {
        var outputs = new Dictionary<string, string>();
        foreach (var formatter in Formatters(view))
        {
            using var writer = new StringWriter();
            Assert.True((bool)formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [view, writer])!);
            outputs.Add((string)Property(formatter, "MimeType")!, writer.ToString());
        }

        return ((string[])Property(Attribute(view), "PreferredMimeTypes")!, outputs);
    }

    private static object Attribute(View view) =>
        Assert.Single(view.GetType().GetCustomAttributes(inherit: true), attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");

    private static object? Property(object target, string name) => target.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.GetValue(target);
}
