using TorchSharp;

namespace MinImagen.Notebooks.Tests;

/// <summary>Tables and texts, as words and as HTML.</summary>
public class TableTests
{
    [Fact]
    public void Numbers_stand_to_the_right_and_words_to_the_left()
    {
        var table = new Table("T", "what").Row(1000, "the paper's").Row(20, null).Caption("Steps");

        Assert.Equal("Steps\n   T  what\n1000  the paper's\n  20", table.Text);
    }

    [Fact]
    public void Properties_are_columns()
    {
        var table = Table.Of(new[] { new { Level = "64", Share = 0.123456, Skips = true } });

        Assert.Equal("Level   Share  Skips\n64     0.1235  yes", table.Text);
    }

    [Fact]
    public void What_comes_from_outside_is_escaped()
    {
        using var tensor = torch.zeros(1);
        const string hostile = "<img src=x onerror=alert(1)>";
        View[] views =
        [
            new Table(hostile).Row(hostile).Caption(hostile),
            ShapeTable.Of((hostile, tensor)).With("b", tensor, hostile),
            new SideBySide(hostile, hostile, hostile, hostile),
            Check.That(true, hostile, ""),
        ];

        Assert.All(views, view => Assert.DoesNotContain("<img", view.Html, StringComparison.Ordinal));
        Assert.All(views, view => Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", view.Html, StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_shapes_measures_at_once()
    {
        ShapeTable table;
        using (var tensor = torch.tensor(new float[] { 1, 3 }))
        {
            table = ShapeTable.Of(("x", tensor)).With("mask", tensor > 2, "where");
        }

        Assert.Equal(
            "name  shape  type     mean  std  min  max  note\nx     (2)    float32     2    1    1    3\nmask  (2)    bool      0.5  0.5    0    1  where", table.Text);
    }

    [Fact]
    public void A_row_fits_its_headings() =>
        Assert.Contains("2 values does not fit 1 headings", Assert.Throws<ArgumentException>(() => new Table("a").Row(1, 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_table_says_what_it_leaves_out() =>
        Assert.EndsWith("\n… 100 more rows", Table.Of(Enumerable.Range(0, 600).Select(i => new { i })).Text, StringComparison.Ordinal);

    [Fact]
    public void Empty_and_infinite_tensors_have_a_line_too()
    {
        using var empty = torch.zeros(0, 3);
        using var infinite = torch.full([2], double.PositiveInfinity, dtype: torch.ScalarType.Float32);

        Assert.Equal("Tensor (0, 3) float32, empty", empty.Summary().ToString());
        Assert.Equal("Tensor (2) float32, no finite value", infinite.Summary().ToString());
    }
}
