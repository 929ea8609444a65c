using System.Text.Json;
using System.Text.Json.Nodes;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>Makes an .ipynb, as the authors' editors do.</summary>
internal sealed class TestNotebook
{
    private readonly JsonArray cells = [];

    /// <summary>Adds text.</summary>
    internal TestNotebook Text(string markdown) => Add("markdown", markdown, []);

    /// <summary>Adds code that has not been run.</summary>
    internal TestNotebook Code(string code, params string[] tags) => Add("code", code, tags);

    /// <summary>The file.</summary>
    internal string ToJson(int indent = 1, string newLine = "\n")
    {
        var notebook = new JsonObject
        {
            ["cells"] = cells.DeepClone(),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["name"] = "C#" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return notebook.ToJsonString(new JsonSerializerOptions { WriteIndented = indent > 0, IndentSize = Math.Max(1, indent), NewLine = newLine }) + newLine;
    }

    /// <summary>Writes the file.</summary>
    /// <returns>Its path.</returns>
    internal string Save(string folder, string name = "lesson.ipynb")
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, ToJson());
        return path;
    }

    private TestNotebook Add(string kind, string source, string[] tags)
    {
        var cell = new JsonObject { ["cell_type"] = kind };
        if (kind == "code")
        {
            cell["execution_count"] = null;
        }
        cell["id"] = $"cell-{cells.Count}";
        cell["metadata"] = new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" } };
        if (tags.Length > 0)
        {
            cell["metadata"]!["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]);
        }
        if (kind == "code")
        {
            cell["outputs"] = new JsonArray();
        }
        cell["source"] = new JsonArray([.. source.Split('\n').Select((line, index) => JsonValue.Create(index < source.Count(letter => letter == '\n') ? line + "\n" : line))]);
        cells.Add(cell);
        return this;
    }
}
