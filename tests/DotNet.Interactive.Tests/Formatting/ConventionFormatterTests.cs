using Microsoft.DotNet.Interactive.Formatting;

namespace DotNet.Interactive.Tests.Formatting;

public sealed class ConventionFormatterTests
{
    [Fact]
    public void A_type_says_how_it_looks_and_in_which_representations()
    {
        var shape = new Shape(3);
        Assert.Equal(["text/html", "image/png"], Formatter.GetPreferredMimeTypesFor(typeof(Shape)));
        Assert.Equal("<i>3 sides</i>", shape.ToDisplayString("text/html"));
        Assert.Equal("iVBO", shape.ToDisplayString("image/png"));
    }

    [Fact]
    public void Its_subclasses_look_alike()
    {
        Assert.Equal(["text/html", "image/png"], Formatter.GetPreferredMimeTypesFor(typeof(Square)));
        Assert.Equal("<i>4 sides</i>", new Square().ToDisplayString("text/html"));
    }

    [Fact]
    public void Structs_and_generic_lists_may_say_so_too()
    {
        Assert.Equal("<i>spot 2</i>", new Spot(2).ToDisplayString("text/html"));
        Assert.Equal("<i>a bag of 2</i>", new Bag<int> { 1, 2 }.ToDisplayString("text/html"));
    }

    [Fact]
    public void It_is_found_inside_arrays_lists_and_anonymous_objects()
    {
        Assert.Contains("<td><i>3 sides</i></td>", new[] { new Shape(3) }.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("<td><i>4 sides</i></td>", new List<Shape> { new Square() }.ToDisplayString("text/html"), StringComparison.Ordinal);
        Assert.Contains("<td>Inner</td><td><i>3 sides</i></td>", new { Inner = new Shape(3) }.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_that_declines_leaves_it_to_the_default() =>
        Assert.Equal("<table><tbody><tr><td>Sides</td><td>0</td></tr></tbody></table>", new Shape(0).ToDisplayString("text/html"));

    [Fact]
    public void A_formatter_that_throws_is_heard() =>
        Assert.Equal("no shape has fewer than no sides", Assert.Throws<InvalidOperationException>(() => new Shape(-1).ToDisplayString("text/html")).Message);
}
