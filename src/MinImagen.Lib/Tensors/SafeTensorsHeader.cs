using System.Text.Json;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// The JSON at the start of a safetensors file: <c>{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …,
/// "__metadata__": {"key": "value"}}</c>. Reading refuses what the format forbids, duplicate keys, holes and overlaps included.
/// </summary>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    internal const string MetadataKey = "__metadata__";
    internal const int MaxBytes = 100_000_000;

    private const int MaxDimensions = 64;

    /// <param name="json">The header.</param>
    /// <param name="dataBytes">How many bytes follow it.</param>
    internal static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes)
    {
        if (json.IsEmpty || json[0] != '{')
            throw new InvalidDataException("its header is not a JSON object");

        var entries = new List<SafeTensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (NextKey(ref reader) is { } name)
            {
                if (!names.Add(name))
                    throw new InvalidDataException($"it lists '{name}' twice");
                if (name == MetadataKey)
                    ReadMetadata(ref reader, metadata);
                else
                    entries.Add(ReadEntry(ref reader, name));
            }

            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"its header is not the JSON of a safetensors file ({e.Message})", e);
        }

        CheckCoverage(entries, dataBytes);
        return new SafeTensorsHeader(entries, metadata);
    }

    /// <summary>The header as JSON, padded with spaces so that the data starts on a multiple of 8 bytes.</summary>
    internal byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            if (Metadata.Count > 0)
            {
                writer.WriteStartObject(MetadataKey);
                foreach (var (key, value) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            foreach (var entry in Entries)
            {
                writer.WriteStartObject(entry.Name);
                writer.WriteString("dtype", ElementTypes.NameOf(entry.Type));
                WriteNumbers(writer, "shape", entry.Shape);
                WriteNumbers(writer, "data_offsets", [entry.Begin, entry.End]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        while (stream.Length % sizeof(long) != 0)
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    /// <summary>The next key of the object that is being read, or null at its end.</summary>
    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : reader.GetString();
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject, "an object for " + MetadataKey);
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, "text for every key of " + MetadataKey);
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw new InvalidDataException($"its {MetadataKey} lists '{key}' twice");
        }
    }

    private static SafeTensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"an object for '{name}'");
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, $"text for the dtype of '{name}'");
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name, MaxDimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name, 2);
                    break;
                default:
                    throw new InvalidDataException($"'{name}' has '{key}', unknown or for the second time");
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InvalidDataException($"'{name}' lacks its dtype, its shape or its two offsets");

        var element = ElementTypes.Parse(type)
            ?? throw new InvalidDataException($"'{name}' is of type {type}, which LibTorch does not have here");
        if (ByteCount(shape, element) is not { } bytes || end < begin || end - begin != bytes)
            throw new InvalidDataException(
                $"'{name}', {type} of shape ({string.Join(", ", shape)}), does not fill its bytes {begin:N0} to {end:N0}");

        return new SafeTensorsEntry(name, element, shape, begin, end);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, int most)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"a list of numbers for '{name}'");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw new InvalidDataException($"'{name}' has a size or offset that is not a whole number from 0");
            if (numbers.Count == most)
                throw new InvalidDataException($"'{name}' has more than {most} numbers in a row");
            numbers.Add(number);
        }

        return numbers;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        reader.Read();
        if (reader.TokenType != type)
            throw new InvalidDataException($"its header should have {what}");
    }

    /// <summary>Bytes of a tensor, or null when they cannot be counted, zeros among its sizes or not.</summary>
    private static long? ByteCount(List<long> shape, ScalarType type)
    {
        long bytes = ElementTypes.SizeOf(type);
        foreach (var size in shape.Where(size => size != 0))
        {
            if (bytes > long.MaxValue / size)
                return null;
            bytes *= size;
        }

        return shape.Contains(0) ? 0 : bytes;
    }

    private static void CheckCoverage(List<SafeTensorsEntry> entries, long dataBytes)
    {
        long covered = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
                throw new InvalidDataException(
                    $"'{entry.Name}' begins at byte {entry.Begin:N0}, where {covered:N0} was expected: a hole or an overlap");
            covered = entry.End;
        }

        if (covered != dataBytes)
            throw new InvalidDataException($"its tensors end at byte {covered:N0}, but it holds {dataBytes:N0} bytes of them");
    }
}
