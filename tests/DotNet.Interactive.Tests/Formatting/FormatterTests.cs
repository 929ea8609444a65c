using Microsoft.DotNet.Interactive.Formatting;

namespace DotNet.Interactive.Tests.Formatting;

public sealed class FormatterTests : IDisposable
{
    private sealed record Point(int X, double Y);

    private class Animal
    {
        public string Name { get; } = "<Rex>";
    }

    private sealed class Dog : Animal;

    private sealed class Broken
    {
        public int Value => throw new InvalidOperationException("no value");
    }

    public void Dispose() => Formatter.ResetToDefault();

    [Theory]
    [InlineData(5, "5")]
    [InlineData(0.1f, "0.1")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(true, "True")]
    [InlineData("a <b>", "a <b>")]
    [InlineData(DayOfWeek.Friday, "Friday")]
    public void One_word_is_plain_text_only(object value, string text)
    {
        Assert.Equal(["text/plain"], Formatter.GetPreferredMimeTypesFor(value.GetType()));
        Assert.Equal(text, value.ToDisplayString());
    }

    [Fact]
    public void Objects_and_lists_have_a_table_and_a_text()
    {
        Assert.Equal(["text/html", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Point)));
        Assert.Equal("Point\n    X: 1\n    Y: 0.5", new Point(1, 0.5).ToDisplayString());
        Assert.Equal("{ A: 1, B: [ 2, 3 ] }", new { A = 1, B = new[] { 2, 3 } }.ToDisplayString());
        Assert.Equal("[ { Point X: 1, Y: 0.5 }, <null> ]", new[] { new Point(1, 0.5), null }.ToDisplayString());
        Assert.Equal("{ a: 1, b: 2 }", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }.ToDisplayString());
        Assert.Equal("( 1, two )", (1, "two").ToDisplayString());
    }

    [Fact]
    public void Items_of_one_type_share_columns()
    {
        const string expected = "<table><thead><tr><th><i>index</i></th><th>X</th><th>Y</th></tr></thead><tbody>"
            + "<tr><td>0</td><td>1</td><td>0.5</td></tr><tr><td>1</td><td>2</td><td>-3</td></tr></tbody></table>";
        Assert.Equal(expected, new[] { new Point(1, 0.5), new Point(2, -3) }.ToDisplayString("text/html"));
    }

    [Fact]
    public void Html_is_escaped_wherever_it_stands()
    {
        Assert.Equal("a &lt;b&gt;", "a <b>".ToDisplayString("text/html"));
        Assert.Equal("<table><tbody><tr><td>Name</td><td>&lt;Rex&gt;</td></tr></tbody></table>", new Dog().ToDisplayString("text/html"));
        Assert.Contains("<td>&lt;k&gt;</td><td>&lt;v&gt;</td>", new Dictionary<string, string> { ["<k>"] = "<v>" }.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_says_how_much_is_left_out()
    {
        Formatter.ListExpansionLimit = 2;
        Assert.Equal("[ 0, 1 ... (98 more) ]", Enumerable.Range(0, 100).ToDisplayString());
        Assert.Equal("[ 0, 1 ... (98 more) ]", Enumerable.Range(0, 100).ToArray().ToDisplayString());
        Assert.EndsWith("<p><i>(98 more)</i></p>", Enumerable.Range(0, 100).ToList().ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_without_end_comes_to_one()
    {
        static IEnumerable<int> Forever()
        {
            for (var i = 0; ; i++)
            {
                yield return i;
            }
        }

        Assert.EndsWith("19 ... (more) ]", Forever().ToDisplayString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_holds_itself_comes_to_an_end()
    {
        object[] self = [null!];
        self[0] = self;
        Assert.Equal("[ [ [ [ [ [ System.Object[] ] ] ] ] ] ]", self.ToDisplayString());
    }

    [Fact]
    public void A_property_that_throws_says_so_in_its_place() =>
        Assert.Equal("Broken\n    Value: (InvalidOperationException: no value)", new Broken().ToDisplayString());

    [Fact]
    public void The_last_registered_of_the_most_specific_type_wins()
    {
        Formatter.Register<Animal>(animal => "an animal");
        Formatter.Register<Dog>(dog => "a dog");
        Formatter.Register<object>((value, writer) => writer.Write("a thing"));
        Assert.Equal(("a dog", "an animal"), (new Dog().ToDisplayString(), new Animal().ToDisplayString()));

        Formatter.Register<Dog>((dog, writer) => writer.Write("the dog"), "text/plain");
        Assert.Equal(("the dog", "an animal"), (new Dog().ToDisplayString(), new Animal().ToDisplayString()));
    }

    [Fact]
    public void An_open_generic_type_formats_every_closed_one()
    {
        Formatter.Register(typeof(Stack<>), (stack, writer) => writer.Write("a stack"), "text/plain");
        Assert.Equal("a stack", new Stack<string>().ToDisplayString());
    }

    [Fact]
    public void What_is_registered_is_forgotten_on_reset()
    {
        Formatter.Register<Point>(point => "P", "text/html");
        Assert.Equal("P", new Point(1, 2).ToDisplayString("text/html"));
        Formatter.ResetToDefault();
        Assert.StartsWith("<table>", new Point(1, 2).ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Preferences_can_be_said()
    {
        Formatter.SetPreferredMimeTypesFor(typeof(Animal), "text/plain", "application/json");
        Assert.Equal(["text/plain", "application/json"], Formatter.GetPreferredMimeTypesFor(typeof(Dog)));
        Assert.Equal("""{"Name":"\u003CRex\u003E"}""", new Dog().ToDisplayString("application/json"));
    }
}
