using System.Text;
using System.Text.RegularExpressions;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Files;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Training;

/// <summary>The files of a parameters/ folder, ours or the original's.</summary>
internal sealed partial class ParameterFiles
{
    private const int MaxBytes = 1 << 20;

    private readonly string folder;
    private readonly string? training;

    private ParameterFiles(string folder, string timestamp, IReadOnlyList<string> unets, string imagen, string? training)
    {
        this.folder = folder;
        Timestamp = timestamp;
        Unets = unets;
        Imagen = imagen;
        this.training = training;
    }

    /// <summary>The training's timestamp, from the files' names.</summary>
    public string Timestamp { get; }

    /// <summary>The files of the U-Nets, from the base model up.</summary>
    public IReadOnlyList<string> Unets { get; }

    /// <summary>The file of the cascade.</summary>
    public string Imagen { get; }

    /// <summary>Finds the files; of several trainings in one folder the newest, all of it.</summary>
    /// <exception cref="InvalidDataException">One is missing.</exception>
    public static ParameterFiles Find(string folder)
    {
        string[] names = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];
        var imagen = names.Select(name => ImagenName().Match(name)).Where(match => match.Success).MaxBy(match => match.Groups["timestamp"].Value, StringComparer.Ordinal)
            ?? throw new InvalidDataException($"{folder}: no imagen_params_….json in it");
        var timestamp = imagen.Groups["timestamp"].Value;

        SortedDictionary<int, string> unets = [];
        foreach (var unet in names.Select(name => UnetName().Match(name)).Where(match => match.Success && match.Groups["timestamp"].Value == timestamp))
        {
            unets[int.Parse(unet.Groups["index"].ValueSpan)] = unet.Value;
        }
        if (unets.Count == 0 || !unets.Keys.SequenceEqual(Enumerable.Range(0, unets.Count)))
        {
            throw new InvalidDataException($"{folder}: unet_<i>_params_{timestamp}.json must be there for i from 0 on; found {(unets.Count == 0 ? "none" : string.Join(", ", unets.Keys))}");
        }

        var training = $"training_parameters_{timestamp}.txt";
        return new ParameterFiles(folder, timestamp, [.. unets.Values], imagen.Value, names.Contains(training) ? training : null);
    }

    /// <summary>Reads how the model is built.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public (IReadOnlyList<UnetOptions> Unets, ImagenOptions Imagen) Read() =>
        ([.. Unets.Select(file => Parse(file, UnetOptions.FromJson))], Parse(Imagen, ImagenOptions.FromJson));

    /// <summary>Reads the lines `--NAME=value`.</summary>
    public IReadOnlyDictionary<string, string> ReadTraining()
    {
        var parameters = new Dictionary<string, string>();
        foreach (var line in training is null ? [] : ReadText(training).Split('\n'))
        {
            if (line.StartsWith("--", StringComparison.Ordinal) && line.IndexOf('=') is > 2 and int equals)
            {
                parameters[line[2..equals]] = line[(equals + 1)..].Trim();
            }
        }
        return parameters;
    }

    private T Parse<T>(string file, Func<string, T> fromJson)
    {
        try
        {
            return fromJson(ReadText(file));
        }
        catch (FormatException damaged)
        {
            throw new InvalidDataException($"{Path.Combine(folder, file)}: {damaged.Message}", damaged);
        }
    }

    private string ReadText(string file) => Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(Path.Combine(folder, file), MaxBytes));

    [GeneratedRegex(@"^imagen_params_(?<timestamp>.+)\.json$")]
    private static partial Regex ImagenName();

    [GeneratedRegex(@"^unet_(?<index>\d{1,3})_params_(?<timestamp>.+)\.json$")]
    private static partial Regex UnetName();
}
