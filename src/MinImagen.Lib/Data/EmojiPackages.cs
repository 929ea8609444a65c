using System.Text.Json;

namespace MinImagen.Lib.Data;

/// <summary>The two npm packages that the emoji come from, joined: Google's Noto pictures and Unicode's English names.</summary>
internal sealed class EmojiPackages
{
    public static readonly NpmPackage Pictures = new("emoji-datasource-google", "16.0.0",
        "6517b17f3b3b315a0b9e6cd998db0ee132a19c0269e43fbe566e8fa54a47fe31104257a6a7797cf028d9f83a19d9f68cf51e10c5990e3c90a84fc0e53e17d0dc");

    public static readonly NpmPackage Names = new("emojibase-data", "17.0.0",
        "62f81be405a81d588757f82ad6aaf96406ab7018a9f81dbbfd92d1b142646e000468b959fdfa1ff60f3cd8b4e9984a728413440b49b6484988b658c7b13ca08c");

    private const string PictureFolder = "package/img/google/64/";
    private const long MaxFileBytes = 16L << 20;

    /// <summary>Skin tones and flags are sets of one thing; people would bring faces by tone, gender and role.</summary>
    private static readonly HashSet<string> leftOut = ["people-body", "component", "flags"];

    private readonly Dictionary<string, byte[]> pictureFiles;
    private readonly Dictionary<string, byte[]> nameFiles;

    public EmojiPackages(Stream pictures, Stream names)
    {
        pictureFiles = Tarball.Read(pictures, name => name is "package/emoji.json" or "package/LICENSE" || name.StartsWith(PictureFolder, StringComparison.Ordinal), MaxFileBytes);
        nameFiles = Tarball.Read(names, name => name is "package/en/data.json" or "package/meta/groups.json" or "package/LICENSE", MaxFileBytes);
    }

    public byte[] PicturesLicence => File(pictureFiles, Pictures, "package/LICENSE");

    public byte[] NamesLicence => File(nameFiles, Names, "package/LICENSE");

    /// <summary>Everything with both a name and a picture, but for the groups left out; in Unicode's order.</summary>
    public IReadOnlyList<EmojiPicture> Join()
    {
        try
        {
            var files = ReadPictureFiles();
            return [.. ReadNames()
                .Where(emoji => files.ContainsKey(emoji.Key))
                .Select(emoji => new EmojiPicture(emoji.Key, emoji.Name, File(pictureFiles, Pictures, PictureFolder + files[emoji.Key])))];
        }
        catch (Exception unexpected) when (unexpected is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"the emoji packages are not laid out as expected: {unexpected.Message}", unexpected);
        }
    }

    private Dictionary<string, string> ReadPictureFiles()
    {
        using var index = JsonDocument.Parse(File(pictureFiles, Pictures, "package/emoji.json"));
        return index.RootElement.EnumerateArray()
            .Where(emoji => emoji.GetProperty("has_img_google").GetBoolean())
            .ToDictionary(emoji => KeyOf(emoji.GetProperty("unified").GetString()!), emoji => emoji.GetProperty("image").GetString()!);
    }

    private List<(string Key, string Name)> ReadNames()
    {
        using var meta = JsonDocument.Parse(File(nameFiles, Names, "package/meta/groups.json"));
        HashSet<int> kept = [.. meta.RootElement.GetProperty("groups").EnumerateObject()
            .Where(group => !leftOut.Contains(group.Value.GetString()!))
            .Select(group => int.Parse(group.Name))];

        using var data = JsonDocument.Parse(File(nameFiles, Names, "package/en/data.json"));
        return [.. data.RootElement.EnumerateArray()
            .Where(emoji => emoji.TryGetProperty("group", out var group) && kept.Contains(group.GetInt32()))
            .OrderBy(emoji => emoji.GetProperty("order").GetInt32())
            .Select(emoji => (KeyOf(emoji.GetProperty("hexcode").GetString()!), emoji.GetProperty("label").GetString()!))];
    }

    /// <summary>fe0f only asks for a coloured picture, and the packages do not agree on where they write it.</summary>
    private static string KeyOf(string codePoints) =>
        string.Join('-', codePoints.ToLowerInvariant().Split('-').Where(codePoint => codePoint != "fe0f"));

    private static byte[] File(Dictionary<string, byte[]> files, NpmPackage package, string name) =>
        files.TryGetValue(name, out var content) ? content : throw new InvalidDataException($"{package.Name}@{package.Version}: no {name} in it");
}
