using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MinImagen.Cli.Terminal;

/// <summary>`--json`: a command's numbers as one object on standard output; everything else it says goes to standard error.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>A new `--json` option, for a command that reports numbers.</summary>
    public static Option<bool> CreateOption() => new("--json")
    {
        Description = "Report as one JSON object on standard output",
    };

    /// <summary>Writes <paramref name="report"/> to standard output, names in snake_case as in the parameter files.</summary>
    public static void Write(object report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, options));
}
