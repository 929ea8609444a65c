using System.Text;
using System.Text.Json.Nodes;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

public sealed class NotebookFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("notebook-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Cells_are_numbered_as_a_front_numbers_them()
    {
        var notebook = Read(new TestNotebook().Text("# A title\n\ntext").Code("1").Text("x").Code("a\nb", "varies").ToJson());
        Assert.Equal([0, 1, 0, 2], notebook.Cells.Select(cell => cell.Number));
        Assert.Equal("a\nb", notebook.Cells[3].Source);
        Assert.Equal(["varies"], notebook.Cells[3].Tags);
        Assert.Equal("A title", notebook.Title);
    }

    [Theory]
    [InlineData(1, "\n")]
    [InlineData(2, "\n")]
    [InlineData(4, "\r\n")]
    [InlineData(0, "\n")]
    public void Only_outputs_and_counts_change_and_they_look_like_the_rest(int indent, string newLine)
    {
        var before = new TestNotebook().Text("é ∑ \u2028 \"q\" <b>").Code("1").Code("2").ToJson(indent, newLine);
        var notebook = Read(before);
        var after = Encoding.UTF8.GetString(notebook.WithOutputs(new Dictionary<int, IReadOnlyList<NotebookOutput>> { [1] = [Stream("one\ntwo"), Result("é <b>")], [2] = [] }));

        // The same JSON as a writer of that layout would give for the whole.
        var expected = JsonNode.Parse(before)!;
        expected["cells"]![1]!["execution_count"] = 1;
        expected["cells"]![2]!["execution_count"] = 2;
        expected["cells"]![1]!["outputs"] = new JsonArray(
            new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = new JsonArray("one\n", "two") },
            new JsonObject
            {
                ["data"] = new JsonObject { ["image/png"] = "AAAA", ["text/plain"] = new JsonArray("é <b>") },
                ["execution_count"] = 1,
                ["metadata"] = new JsonObject(),
                ["output_type"] = "execute_result",
            });
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(after)));

        // What stands before and behind is the same to the byte, and what was written is laid out as the rest.
        var count = before.IndexOf("null", StringComparison.Ordinal);
        Assert.StartsWith(before[..count] + "1", after, StringComparison.Ordinal);
        var end = before.LastIndexOf("\"outputs\"", StringComparison.Ordinal);
        Assert.EndsWith(before[end..], after, StringComparison.Ordinal);
        if (indent > 0)
        {
            Assert.Contains($"{newLine}{new string(' ', 4 * indent)}{{{newLine}{new string(' ', 5 * indent)}\"name\": \"stdout\"", after, StringComparison.Ordinal);
        }
        Assert.Equal(newLine == "\r\n", after.Contains('\r', StringComparison.Ordinal));
    }

    [Fact]
    public void Writing_the_same_outputs_again_changes_nothing()
    {
        var outputs = new Dictionary<int, IReadOnlyList<NotebookOutput>> { [1] = [Stream("text\n"), Result("3.5")] };
        var once = Read(new TestNotebook().Code("1").ToJson()).WithOutputs(outputs);
        var again = Read(Encoding.UTF8.GetString(once));
        var read = again.Cells[0].Outputs.Select(NotebookOutput.Of).ToArray();
        Assert.Equal(once, again.WithOutputs(new Dictionary<int, IReadOnlyList<NotebookOutput>> { [1] = read }));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\"cells\": [", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"cells\": []}", "nbformat")]
    [InlineData("""{"cells": [], "nbformat": 3, "nbformat_minor": 0}""", "nbformat 3")]
    [InlineData("""{"nbformat": 4, "nbformat_minor": 5}""", "no list \"cells\"")]
    [InlineData("""{"cells": [7], "nbformat": 4, "nbformat_minor": 5}""", "cell 1 is not an object")]
    [InlineData("""{"cells": [{"id": "a b", "cell_type": "raw"}], "nbformat": 4, "nbformat_minor": 5}""", "cell 1 has an id")]
    [InlineData("""{"cells": [{"cell_type": "raw"}], "nbformat": 4, "nbformat_minor": 5}""", "cell 1 has no id")]
    [InlineData("""{"cells": [{"id": "a", "cell_type": "prose"}], "nbformat": 4, "nbformat_minor": 5}""", "cell_type \"prose\"")]
    [InlineData("""{"cells": [{"id": "a", "cell_type": "code", "metadata": {}, "source": "", "outputs": []}], "nbformat": 4, "nbformat_minor": 5}""", "execution_count")]
    [InlineData("""{"cells": [{"id": "a", "cell_type": "code", "metadata": {}, "source": [1], "outputs": [], "execution_count": null}], "nbformat": 4, "nbformat_minor": 5}""", "\"source\" is neither")]
    [InlineData("""{"cells": [{"id": "a", "cell_type": "code", "metadata": {}, "source": "", "outputs": [{"output_type": "film"}], "execution_count": null}], "nbformat": 4, "nbformat_minor": 5}""", "output \"film\"")]
    [InlineData("""{"cells": [{"id": "a", "cell_type": "code", "metadata": {}, "source": "", "outputs": [], "outputs": [], "execution_count": null}], "nbformat": 4, "nbformat_minor": 5}""", "\"outputs\" twice")]
    [InlineData("""{"cells": [{"id": "a", "cell_type": "raw", "metadata": {}, "source": ""}, {"id": "a", "cell_type": "raw", "metadata": {}, "source": ""}], "nbformat": 4, "nbformat_minor": 5}""", "another cell")]
    [InlineData("""{"cells": [], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}""", "python3")]
    public void A_broken_file_is_refused_with_what_is_wrong(string text, string part)
    {
        var failure = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.Contains("lesson.ipynb", failure.Message, StringComparison.Ordinal);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_no_editor_wrote_is_not_read_into_memory()
    {
        var path = Path.Combine(folder, "lesson.ipynb");
        using (var stream = File.Create(path))
        {
            stream.SetLength(1L << 32);
        }
        Assert.Contains("at most", Assert.Throws<InvalidDataException>(() => NotebookFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private NotebookFile Read(string text)
    {
        var path = Path.Combine(folder, "lesson.ipynb");
        File.WriteAllText(path, text);
        return NotebookFile.Read(path);
    }

    private static NotebookOutput Stream(string text) => new(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text });

    private static NotebookOutput Result(string text) => new(new JsonObject
    {
        ["output_type"] = "execute_result",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject { ["text/plain"] = text, ["image/png"] = "AAAA" },
    });
}
