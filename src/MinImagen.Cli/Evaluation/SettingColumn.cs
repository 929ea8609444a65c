using System.Globalization;
using System.Text.Json;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Evaluation;

/// <summary>A column of a table of settings.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Of">What stands in it.</param>
internal sealed record SettingColumn(string Name, Func<SamplingSettings, string> Of)
{
    private static readonly SettingColumn[] All =
    [
        new("sampler", settings => settings.Sampler),
        new("steps", settings => settings.Steps is { } steps ? string.Join(',', steps) : "all"),
        new("spacing", settings => settings.Spacing is { } spacing ? JsonNamingPolicy.KebabCaseLower.ConvertName(spacing.ToString()) : ""),
        new("guidance", settings => string.Join(',', settings.Guidance.Select(weight => Number(weight)))),
        new("threshold", settings => $"{settings.Thresholding.ToString().ToLowerInvariant()} {Number(settings.Percentile)}".Trim()),
        new("noise", settings => Number(settings.LowresNoiseLevel) ?? ""),
    ];

    /// <summary>The columns in which settings differ.</summary>
    public static IReadOnlyList<SettingColumn> Varied(IReadOnlyCollection<SamplingSettings> settings) =>
        [.. All.Where(column => settings.Select(column.Of).Distinct().Count() > 1)];

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);
}
