using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>Cuts a cell at its magic commands.</summary>
internal static partial class CellParser
{
    /// <summary>The kind of a failure that a line beginning with # or #! is to blame for.</summary>
    internal const string MagicCommandError = "MagicCommandError";

    private const string Known = "#!csharp, #!markdown, #!html, #!time and #!import";

    /// <summary>Cuts <paramref name="code"/>.</summary>
    /// <param name="code">A cell's source.</param>
    /// <param name="language">The language that it begins in.</param>
    /// <returns>Its parts, in order; those without any content are left out.</returns>
    /// <exception cref="CellException">A magic command is not one of those known here, or lacks what it needs.</exception>
    internal static IReadOnlyList<CellPart> Parse(string code, string language = "csharp")
    {
        List<CellPart> parts = [];
        var part = new Builder(language);
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            var command = line.StartsWith("#!", StringComparison.Ordinal) ? line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) : [];
            switch (command)
            {
                case ["#!csharp" or "#!c#" or "#!C#"]:
                    part = part.Next("csharp", index, parts);
                    break;
                case ["#!markdown"]:
                    part = part.Next("markdown", index, parts);
                    break;
                case ["#!html"]:
                    part = part.Next("html", index, parts);
                    break;
                case ["#!time"]:
                    part.Timed = true;
                    part.Append("");
                    break;
                case ["#!import", var path]:
                    part.Imports.Add((path.Trim().Trim('"'), index + 1));
                    part.Append("");
                    break;
                case ["#!import"]:
                    throw new CellException(MagicCommandError, "#!import needs a file: #!import setup.cs", index + 1);
                case [var unknown, ..]:
                    throw new CellException(MagicCommandError, $"there is no magic command {unknown} here: this runner knows {Known}", index + 1);
                default:
                    part.Append(part.Language == "csharp" ? WithoutDirective(line, index + 1, part) : line);
                    break;
            }
        }
        part.Next("", lines.Length, parts);
        return parts;
    }

    // Roslyn reads #r "path" itself; what is another's is taken out here.
    private static string WithoutDirective(string line, int number, Builder part)
    {
        var match = Directive().Match(line);
        if (!match.Success)
        {
            return line;
        }
        var argument = match.Groups["argument"].Value;
        if (match.Groups["name"].Value == "i")
        {
            return "";
        }
        if (argument.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            throw new CellException(
                MagicCommandError,
                $"#r \"{argument}\" asks a package registry, which this runner does not: build a folder that holds the library, and name its .dll",
                number);
        }
        part.References.Add((argument, number));
        return line;
    }

    [GeneratedRegex("""^\s*#(?<name>r|i)\s+"(?<argument>[^"]*)"\s*(//.*)?$""")]
    private static partial Regex Directive();

    private sealed class Builder(string language)
    {
        private readonly StringBuilder code = new();
        private bool empty = true;

        internal string Language { get; } = language;

        internal bool Timed { get; set; }

        internal List<(string Path, int Line)> Imports { get; } = [];

        internal List<(string Path, int Line)> References { get; } = [];

        internal void Append(string line)
        {
            code.Append(line).Append('\n');
            empty &= string.IsNullOrWhiteSpace(line);
        }

        /// <summary>Ends this part, and begins the next behind line <paramref name="index"/>.</summary>
        internal Builder Next(string language, int index, List<CellPart> parts)
        {
            if (!empty || Imports.Count > 0)
            {
                parts.Add(new CellPart(Language, code.ToString(), Imports, References, Timed));
            }
            var next = new Builder(language) { Timed = Timed };
            if (language == "csharp")
            {
                next.code.Append('\n', index + 1);
            }
            return next;
        }
    }
}
