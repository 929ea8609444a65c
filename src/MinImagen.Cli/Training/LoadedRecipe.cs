using System.Globalization;
using System.Text.Json.Nodes;
using MinImagen.Lib.Data;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Training;

/// <summary>What a recipe takes over from files and folders, and what trying things out fills in.</summary>
internal static class LoadedRecipe
{
    /// <summary>The file in a training directory that says everything about it.</summary>
    public const string FileName = "recipe.json";

    /// <summary>
    /// What the original's --TESTING means: the smallest models, on 16 pictures, twice. Its text encoder, t5_small, gives way
    /// to the one that ships.
    /// </summary>
    public static JsonObject Testing => new()
    {
        ["batch-size"] = 2,
        ["max-num-words"] = 32,
        ["img-side-len"] = 128,
        ["epochs"] = 2,
        ["train-valid-frac"] = 0.5,
        ["timesteps"] = 25,
        ["optim-lr"] = 0.0001,
        ["limit"] = DataSourceOptions.SmallDataLimit,
        ["unet-parameters"] = new JsonArray(Node(UnetOptions.BaseTest), Node(UnetOptions.SuperTest)),
    };

    /// <summary>The model of a parameters folder or training directory, and the length of its captions, as the original loads them.</summary>
    /// <param name="path">The folder; of the original's or ours.</param>
    public static JsonObject FromParameters(string path)
    {
        var (unets, imagen, training) = TrainingDirectory.ReadParameters(path);
        var recipe = new JsonObject
        {
            ["imagen-parameters"] = JsonNode.Parse(imagen.ToJson()),
            ["unet-parameters"] = new JsonArray([.. unets.Select(Node)]),
        };
        if (training.TryGetValue("MAX_NUM_WORDS", out var words) && int.TryParse(words, CultureInfo.InvariantCulture, out var number))
        {
            recipe["max-num-words"] = number;
        }
        return recipe;
    }

    /// <summary>The recipe of a training that is to go on.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static JsonObject FromTraining(string path)
    {
        var file = Path.Combine(path, FileName);
        return File.Exists(file)
            ? RecipeJson.Read(file)
            : throw new InvalidDataException($"{path}: there is no {FileName} in it, so it cannot go on exactly; --restart-directory begins a new training with its weights");
    }

    private static JsonNode Node(UnetOptions unet) => JsonNode.Parse(unet.ToJson())!;
}
