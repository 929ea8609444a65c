using System.Text.RegularExpressions;

namespace MinImagen.Cli.Tests.Docs;

/// <summary>A name of the Python original.</summary>
/// <param name="Section">Its module, or what else it belongs to.</param>
/// <param name="Name">The name in there.</param>
/// <param name="Parameters">Its parameters, or what is under it otherwise.</param>
internal sealed partial record ApiName(string Section, string Name, IReadOnlyList<string> Parameters)
{
    /// <summary>Reads the list of names: <c>[section]</c>, and below it a line <c>name(parameter, …)</c> each.</summary>
    internal static IReadOnlyList<ApiName> ReadAll(string text)
    {
        var names = new List<ApiName>();
        var section = "";
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                continue;
            }
            var parts = Line().Match(line);
            names.Add(new ApiName(section, parts.Groups["name"].Value, parts.Groups["parameters"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)));
        }
        return names;
    }

    [GeneratedRegex(@"^(?<name>[^(]+)(\((?<parameters>.*)\))?$")]
    private static partial Regex Line();
}
