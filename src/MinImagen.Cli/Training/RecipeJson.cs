using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MinImagen.Lib.Files;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Training;

/// <summary>Recipes as JSON, and how one is put on top of another.</summary>
internal static class RecipeJson
{
    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly PropertyInfo[] Properties = typeof(TrainRecipe).GetProperties();

    /// <summary>Who says one of these, says the others anew: what was said before no longer counts.</summary>
    private static readonly (string[] Said, string[] Forgotten)[] Replacements =
    [
        (["imagen-parameters"], ["timesteps", "t5-name", "image-sizes", "img-side-len", "cond-drop-prob", "loss", "schedule", "objective", "min-snr"]),
        (["unet-parameters"], ["dim", "dim-mults"]),
        (["dim", "dim-mults"], ["unet-parameters"]),
        (["image-sizes", "img-side-len"], ["image-sizes", "img-side-len"]),
        (["steps", "epochs"], ["steps", "epochs"]),
    ];

    /// <summary>Every key of a recipe.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Properties.Select(property => KeyOf(property.Name))];

    /// <summary>Puts recipes on top of one another: what a later one says counts.</summary>
    /// <param name="layers">Each with the source that an error names.</param>
    public static TrainRecipe Merge(IEnumerable<(string Source, JsonObject Recipe)> layers)
    {
        var merged = new JsonObject();
        foreach (var (source, layer) in layers)
        {
            Check(source, layer);
            foreach (var (said, forgotten) in Replacements)
            {
                if (said.Any(layer.ContainsKey))
                {
                    Array.ForEach(forgotten, key => merged.Remove(key));
                }
            }
            foreach (var (key, value) in layer)
            {
                merged[key] = value?.DeepClone();
            }
        }
        return merged.Deserialize<TrainRecipe>(Format)!;
    }

    /// <summary>Reads a recipe's file; comments and trailing commas are allowed.</summary>
    /// <exception cref="InvalidDataException">It is no recipe; the message names the key, what it must be and what it is.</exception>
    public static JsonObject Read(string path)
    {
        var bytes = BoundedFile.ReadAllBytes(path, MaxBytes);
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
            var recipe = JsonNode.Parse(bytes.AsSpan(), documentOptions: options) as JsonObject
                ?? throw new InvalidDataException($"{path}: a recipe is one JSON object, {{ … }}");
            Check(path, recipe);
            return recipe;
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{path}: no JSON: {damaged.Message}", damaged);
        }
    }

    /// <summary>A recipe as JSON.</summary>
    public static string Write(TrainRecipe recipe) => JsonSerializer.Serialize(recipe, Format) + "\n";

    /// <summary>A value of a recipe as JSON.</summary>
    public static JsonNode? ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, Format);

    private static void Check(string source, JsonObject recipe)
    {
        foreach (var (key, value) in recipe)
        {
            var property = Properties.FirstOrDefault(property => KeyOf(property.Name) == key)
                ?? throw new InvalidDataException($"{source}: \"{key}\" is no option of a training{Suggest(key)}");
            try
            {
                if (value is null && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull)
                {
                    throw new JsonException();
                }
                value.Deserialize(property.PropertyType, Format);
            }
            catch (JsonException wrong)
            {
                throw new InvalidDataException($"{source}: \"{key}\" must be {Describe(property.PropertyType)}, not {value?.ToJsonString(Format) ?? "null"}", wrong);
            }
        }
    }

    private static string KeyOf(string property) => JsonNamingPolicy.KebabCaseLower.ConvertName(property);

    private static string Suggest(string key)
    {
        var alike = Keys.MinBy(known => Distance(known, key))!;
        return Distance(alike, key) <= 3 ? $"; did you mean \"{alike}\"?" : $"; there are {string.Join(", ", Keys)}";
    }

    private static string Describe(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Describe(inner)
        : type.IsEnum ? string.Join(" or ", Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type, Format)))
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "text"
        : type == typeof(OneOrEach<int>) ? "a whole number, or a list of one a U-Net"
        : type == typeof(OneOrEach<double>) ? "a number, or a list of one a U-Net"
        : type == typeof(int[]) ? "a list of whole numbers"
        : type == typeof(string[]) ? "a list of texts"
        : type == typeof(JsonObject[]) ? "a list of objects, one a U-Net"
        : "an object";

    /// <summary>How many letters differ (Levenshtein 1966).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }
        return row[^1];
    }
}
