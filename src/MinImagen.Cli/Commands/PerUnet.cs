using System.CommandLine.Parsing;
using System.Globalization;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Commands;

/// <summary>Options that are one number for all U-Nets or a list with one for each.</summary>
internal static class PerUnet
{
    /// <summary>Reads a number for all U-Nets, or several between commas, one for each.</summary>
    /// <param name="result">What was typed; what is wrong with it is added here.</param>
    /// <param name="fits">Which numbers are allowed.</param>
    /// <param name="what">What those are, for the error.</param>
    public static OneOrEach<T>? Parse<T>(ArgumentResult result, Func<T, bool> fits, string what)
        where T : IParsable<T> => Parse(result, result.Tokens[0], fits, what);

    /// <summary>As <see cref="Parse{T}(ArgumentResult, Func{T, bool}, string)"/>, for an option that may be given several values.</summary>
    public static OneOrEach<T>[]? ParseEach<T>(ArgumentResult result, Func<T, bool> fits, string what)
        where T : IParsable<T>
    {
        OneOrEach<T>[] all = [.. result.Tokens.Select(token => Parse(result, token, fits, what)).OfType<OneOrEach<T>>()];
        return all.Length == result.Tokens.Count ? all : null;
    }

    private static OneOrEach<T>? Parse<T>(ArgumentResult result, Token token, Func<T, bool> fits, string what)
        where T : IParsable<T>
    {
        var values = new List<T>();
        foreach (var word in token.Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!T.TryParse(word, CultureInfo.InvariantCulture, out var value) || !fits(value))
            {
                result.AddError($"'{word}' is not {what}; one for all U-Nets is needed, or one for each between commas");
                return null;
            }

            values.Add(value);
        }

        return values.Count == 1 ? OneOrEach.All(values[0]) : OneOrEach.Each<T>(values.ToArray());
    }
}
