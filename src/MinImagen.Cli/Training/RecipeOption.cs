using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Training;

/// <summary>An option of the command line that says a key of a <see cref="TrainRecipe"/>.</summary>
/// <param name="Option">The option; its name without the dashes is the key.</param>
/// <param name="Value">What was said, as JSON.</param>
internal sealed record RecipeOption(Option Option, Func<ParseResult, JsonNode?> Value)
{
    /// <summary>An option of any type that the command line knows.</summary>
    public static RecipeOption Of<T>(string name, string description, params string[] aliases) =>
        Wrap(new Option<T>(name, aliases) { Description = description });

    /// <summary>An option of a choice, by the names of the parameter files.</summary>
    public static RecipeOption Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<string>(name) { Description = description };
        option.AcceptOnlyFromAmong([.. Enum.GetValues<T>().Select(value => RecipeJson.ToNode(value)!.GetValue<string>())]);
        return Wrap(option);
    }

    /// <summary>An option of whole numbers with commas between them.</summary>
    public static RecipeOption Numbers(string name, string description, params string[] aliases) =>
        Wrap(new Option<int[]>(name, aliases) { Description = description, CustomParser = result => ParseList<int>(result, "whole numbers", "16,32"), Arity = ArgumentArity.ExactlyOne });

    /// <summary>An option of one number for all U-Nets, or several with commas between them.</summary>
    public static RecipeOption OneOrEach<T>(string name, string description, params string[] aliases)
        where T : struct, IParsable<T>
    {
        OneOrEach<T>? Parse(ArgumentResult result) => ParseList<T>(result, typeof(T) == typeof(int) ? "whole numbers" : "numbers", "50 or 50,25") switch
        {
            null => null,
            [var one] => one,
            var each => each,
        };
        return Wrap(new Option<OneOrEach<T>?>(name, aliases) { Description = description, CustomParser = Parse, Arity = ArgumentArity.ExactlyOne });
    }

    /// <summary>An option that may be given several times.</summary>
    public static RecipeOption Several(string name, string description) => Wrap(new Option<string[]>(name) { Description = description });

    /// <summary>Adds what the command line says, if it does, to a recipe.</summary>
    public void AddTo(JsonObject recipe, ParseResult parsed)
    {
        if (parsed.GetResult(Option) is { Implicit: false })
        {
            recipe[Option.Name.TrimStart('-')] = Value(parsed);
        }
    }

    private static RecipeOption Wrap<T>(Option<T> option) => new(option, parsed => RecipeJson.ToNode(parsed.GetValue(option)));

    private static T[]? ParseList<T>(ArgumentResult result, string what, string example)
        where T : IParsable<T>
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var numbers = parts.Select(part => (IsNumber: T.TryParse(part, CultureInfo.InvariantCulture, out var number), Number: number)).ToArray();
        if (numbers.All(number => number.IsNumber))
        {
            return [.. numbers.Select(number => number.Number!)];
        }
        result.AddError($"{result.Argument.Name} takes {what} with commas between them, such as {example}; not \"{text}\"");
        return null;
    }
}
