using System.Text.Json;
using System.Text.Json.Serialization;

namespace MinImagen.Lib.Unets;

/// <summary>The JSON of options, with the original's keys: those of its <c>parameters</c> files.</summary>
internal static class ParameterFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        IndentSize = 4,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Writes every option, those at their default too.</summary>
    public static string Write<T>(T options) => JsonSerializer.Serialize(options, Format);

    /// <summary>Reads options; those that are not mentioned keep their default.</summary>
    /// <exception cref="FormatException">It is no such JSON, or has a key or a value that does not fit.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Format)
                ?? throw new FormatException($"These are no {typeof(T).Name}: the JSON is null.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"These are no {typeof(T).Name}: {exception.Message}", exception);
        }
    }
}
