using MinImagen.Notebooks.Formatting;
using static TorchSharp.torch;

namespace MinImagen.Notebooks;

/// <summary>A table of tensors: what each is called, its shape, type, mean and standard deviation, smallest and largest value.</summary>
/// <remarks>It measures at once and does not change: <see cref="With"/> gives another with one row more.</remarks>
[TypeFormatterSource(typeof(PageFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class ShapeTable : View
{
    private readonly (string Name, TensorSummary Summary, string Note)[] rows;

    private ShapeTable((string Name, TensorSummary Summary, string Note)[] rows) => this.rows = rows;

    /// <summary>A table of some tensors.</summary>
    /// <param name="tensors">A name and a tensor a row.</param>
    public static ShapeTable Of(params (string Name, Tensor Tensor)[] tensors) =>
        new([.. tensors.Select(row => (row.Name, TensorSummary.Of(row.Tensor), ""))]);

    /// <summary>The table with another row.</summary>
    /// <param name="name">What the tensor is called.</param>
    /// <param name="tensor">It.</param>
    /// <param name="note">What there is to say about it.</param>
    public ShapeTable With(string name, Tensor tensor, string note = "") => new([.. rows, (name, TensorSummary.Of(tensor), note)]);

    /// <inheritdoc/>
    public override string Text => ToTable().Text;

    /// <inheritdoc/>
    public override string Html => ToTable().Html;

    private Table ToTable()
    {
        var noted = rows.Any(row => row.Note.Length > 0);
        string[] headings = ["name", "shape", "type", "mean", "std", "min", "max"];
        return rows.Aggregate(new Table(noted ? [.. headings, "note"] : headings), (table, row) =>
        {
            object?[] cells = [row.Name, row.Summary.Shape, row.Summary.Type, row.Summary.Mean, row.Summary.Std, row.Summary.Min, row.Summary.Max];
            return table.Row(noted ? [.. cells, row.Note] : cells);
        });
    }
}
