using SixLabors.ImageSharp.PixelFormats;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Tests;

/// <summary>Pixels of what is shown, counted in the PNG itself.</summary>
public class PictureTests
{
    private static readonly Rgb24 Red = new(255, 0, 0);
    private static readonly Rgb24 Green = new(0, 255, 0);
    private static readonly Rgb24 Blue = new(0, 0, 255);

    // Red, green / blue, black.
    private static Tensor FourColours() => torch.tensor(new float[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 }, [3, 2, 2]);

    [Fact]
    public void A_small_picture_is_enlarged_by_a_whole_factor_and_not_smoothed()
    {
        using var picture = FourColours();

        using var image = picture.Show(size: 21).Read();

        // 21 / 2 = 10: squares of 10 × 10.
        Assert.Equal(100, image.Count(Red));
        Assert.Equal(100, image.Count(Green));
        Assert.Equal(100, image.Count(Blue));
        Assert.Equal(100, image.Count(new Rgb24(0, 0, 0)));
    }

    [Fact]
    public void Values_below_nought_are_drawn_on_minus_one_to_one_and_the_text_says_so()
    {
        using var picture = torch.tensor(new float[] { -1, 0, 1, 3 }, [1, 2, 2]);

        var shown = picture.Show(size: 2);
        using var image = shown.Read();

        Assert.Equal(1, image.Count(new Rgb24(0, 0, 0)));
        Assert.Equal(1, image.Count(new Rgb24(128, 128, 128)));
        Assert.EndsWith("drawn on [-1, 1], 25 % of the values outside", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_may_be_said()
    {
        using var picture = torch.tensor(new float[] { 2, 3, 4, float.NaN }, [2, 2]);

        using var image = picture.Show(range: new(2, 4), size: 2).Read();

        // 2 and what is no number.
        Assert.Equal(2, image.Count(new Rgb24(0, 0, 0)));
        Assert.Equal(1, image.Count(new Rgb24(128, 128, 128)));
    }

    [Fact]
    public void A_grid_holds_every_picture_in_reading_order()
    {
        using var scope = torch.NewDisposeScope();
        var colours = torch.eye(3).view(3, 3, 1, 1).expand(3, 3, 4, 4);

        using var image = colours.ShowGrid(["red", "green", "blue"], columns: 2, size: 8).Read();

        var places = new[] { Red, Green, Blue }.Select(colour => First(image, colour)).ToArray();
        Assert.Equal([64, 64, 64], new[] { Red, Green, Blue }.Select(image.Count));
        Assert.Equal(places[0].Y, places[1].Y);
        Assert.True(places[1].X > places[0].X);
        Assert.Equal(places[0].X, places[2].X);
        Assert.True(places[2].Y > places[0].Y + 8);
    }

    [Fact]
    public void Of_many_pictures_the_first_sixty_four_are_drawn_and_the_rest_is_owned_up_to()
    {
        using var many = torch.zeros(70, 1, 2, 2);

        Assert.Contains("the first 64 of 70 pictures", many.Show().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_film_has_a_column_a_frame_and_a_row_a_picture_on_one_range()
    {
        using var scope = torch.NewDisposeScope();
        // The second frame is grey on [−1, 1], which the first one's negative values ask for, and would be black on [0, 1].
        var film = new[] { torch.full([2, 1, 2, 2], -1.0), torch.zeros(2, 1, 2, 2) }.ShowFilm(["t = 1", "t = 0"], rows: ["a", "b"], size: 10);

        using var image = film.Read();

        Assert.Equal(200, image.Count(new Rgb24(128, 128, 128)));
        Assert.Contains("t = 0: Tensor (2, 1, 2, 2) float32, mean 0", film.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_film_keeps_its_first_and_last_frame()
    {
        using var scope = torch.NewDisposeScope();
        var frames = Enumerable.Range(0, 101).Select(i => torch.full([1, 2, 2], i / 100.0)).ToArray();

        var text = frames.ShowFilm(Enumerable.Range(0, 101).Select(i => $"t = {i}").ToArray()).Text;

        Assert.Contains("16 of 101 frames", text, StringComparison.Ordinal);
        Assert.Contains("t = 0:", text, StringComparison.Ordinal);
        Assert.Contains("t = 100:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_picture_is_refused_with_what_would_be()
    {
        using var scope = torch.NewDisposeScope();

        Assert.Contains("(5)", Assert.Throws<ArgumentException>(() => torch.zeros(5).Show()).Message, StringComparison.Ordinal);
        Assert.Contains("(2, 4, 8, 8)", Assert.Throws<ArgumentException>(() => torch.zeros(2, 4, 8, 8).Show()).Message, StringComparison.Ordinal);
        Assert.Contains("(0, 3, 8, 8)", Assert.Throws<ArgumentException>(() => torch.zeros(0, 3, 8, 8).Show()).Message, StringComparison.Ordinal);
        Assert.Contains("1 captions for 2 pictures", Assert.Throws<ArgumentException>(() => torch.zeros(2, 3, 8, 8).ShowGrid(["one"])).Message, StringComparison.Ordinal);
        Assert.Contains("too large to show", Assert.Throws<ArgumentException>(() => torch.zeros(1, 6100, 6100, dtype: ScalarType.Byte).Show()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heatmap_has_the_colours_of_its_ends_and_of_nought()
    {
        using var matrix = torch.tensor(new float[] { -2, 0, 1, float.NaN }, [2, 2]);

        var heatmap = matrix.ShowHeatmap(["a", "b"], values: false);
        using var image = heatmap.Read();

        Assert.True(image.Count(new Rgb24(0x0b, 0x4a, 0x8f)) >= 34 * 34, "the lowest value is dark blue");
        Assert.True(image.Count(new Rgb24(0xfa, 0xfa, 0xfa)) >= 34 * 34, "nought is white");
        Assert.True(image.Count(new Rgb24(120, 120, 120)) >= 34 * 34, "what is no number is grey");
        Assert.Contains("1 of 4 values not finite", heatmap.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heatmap_says_its_numbers_in_the_text_too()
    {
        using var matrix = torch.tensor(new float[] { 0.12f, 0.5f, -0.001f, 1 }, [2, 2]);

        Assert.EndsWith("\n  a: 0.12  0.50\n  b: 0.00  1.00", matrix.ShowHeatmap(["a", "b"]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rounding_pushes_beyond_the_range_is_not_outside()
    {
        using var white = torch.tensor(new[] { 1, 1.0000001f, -1.0000001f, 1.001f }, [1, 2, 2]);

        Assert.EndsWith("drawn on [-1, 1], 25 % of the values outside", white.Show(range: ValueRange.MinusOneToOne).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_a_few_rows_shows_its_label_however_many_columns_there_are()
    {
        using var matrix = torch.eye(10, 64);
        string[] labels = [.. Enumerable.Range(0, 10).Select(row => $"row {row}")];
        var full = matrix.ShowHeatmap(labels).Png.ToArray();

        Assert.All(Enumerable.Range(0, 10), row => Assert.NotEqual(full, matrix.ShowHeatmap([.. labels.Select((label, i) => i == row ? "" : label)]).Png.ToArray()));
    }

    [Fact]
    public void A_histogram_counts_every_value_once()
    {
        using var values = torch.tensor(new[] { -1.0, -0.5, 0.0, 0.5, 1.0, 1.0, double.NaN, 9.0 });

        var text = values.ShowHistogram(bins: 4, range: new(-1, 1)).Text;

        Assert.Contains("1 of 8 values not finite; 4 bins on [-1, 1], 1 values outside", text, StringComparison.Ordinal);
        Assert.EndsWith("counts 1 1 1 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagram_draws_its_boxes_and_says_its_arrows()
    {
        using var picture = FourColours();

        var diagram = new Diagram().Box("x", 0, 0, "x_t", picture).Box("eps", 1, 0, "ε").Arrow("x", "eps", "U-Net").Show();
        using var image = diagram.Read();

        Assert.Equal(40 * 40, image.Count(Red));
        Assert.EndsWith("x_t → ε: U-Net", diagram.Text, StringComparison.Ordinal);
        Assert.Contains("no box 'y'; there are 'a'", Assert.Throws<ArgumentException>(() => new Diagram().Box("a", 0, 0).Arrow("a", "y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_native_is_left_behind()
    {
        using var pictures = torch.rand(2, 3, 8, 8);
        using var flat = pictures.flatten();
        // What other tests left to the finalizers must not be counted away in between.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;

        _ = pictures.Show();
        _ = new[] { pictures, pictures }.ShowFilm();
        _ = flat.ShowHistogram();
        _ = Plots.Histogram(pictures);
        _ = ShapeTable.Of(("x", pictures));

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static (int X, int Y) First(SixLabors.ImageSharp.Image<Rgb24> image, Rgb24 colour)
    {
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                if (image[x, y] == colour)
                    return (x, y);
            }
        }

        throw new InvalidOperationException($"There is no pixel of {colour}.");
    }
}
