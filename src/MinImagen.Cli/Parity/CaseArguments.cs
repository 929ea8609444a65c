using System.Text.Json;

namespace MinImagen.Cli.Parity;

/// <summary>The arguments of a case: one JSON object, read by name with an error that names what is wrong.</summary>
/// <param name="json">The object.</param>
/// <param name="owner">Whose arguments they are, for errors.</param>
internal sealed class CaseArguments(JsonElement json, string owner)
{
    /// <summary>The object as it stands in the manifest.</summary>
    public string Json => json.GetRawText();

    /// <summary>Whether the argument is there and is not null.</summary>
    public bool Has(string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A required integer.</summary>
    public int Int(string name)
        => Required(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number)
            ? number
            : throw Wrong(name, "an integer");

    /// <summary>A required integer of up to 64 bits.</summary>
    public long Whole(string name)
        => Required(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            ? number
            : throw Wrong(name, "an integer");

    /// <summary>An integer, or null where the argument is null or missing.</summary>
    public int? IntOrNull(string name) => Has(name) ? Int(name) : null;

    /// <summary>A required number.</summary>
    public double Number(string name)
        => Required(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number)
            && double.IsFinite(number)
            ? number
            : throw Wrong(name, "a number");

    /// <summary>A number, or null where the argument is null or missing.</summary>
    public double? NumberOrNull(string name) => Has(name) ? Number(name) : null;

    /// <summary>A truth value, or null where the argument is null or missing.</summary>
    public bool? FlagOrNull(string name) => !Has(name) ? null : Required(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>A required string.</summary>
    public string Text(string name)
        => Required(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(name, "a string");

    /// <summary>A required list of integers.</summary>
    public int[] Ints(string name) => [.. Items(name).Select(item => item.ValueKind == JsonValueKind.Number
        && item.TryGetInt32(out var number) ? number
        : throw Wrong(name, "a list of integers"))];

    /// <summary>A required list of numbers.</summary>
    public double[] Numbers(string name) => [.. Items(name).Select(item => item.ValueKind == JsonValueKind.Number
        && item.TryGetDouble(out var number) ? number
        : throw Wrong(name, "a list of numbers"))];

    /// <summary>A required list of strings.</summary>
    public string[] Texts(string name) => [.. Items(name).Select(item => item.ValueKind == JsonValueKind.String
        ? item.GetString()!
        : throw Wrong(name, "a list of strings"))];

    /// <summary>A required object.</summary>
    public CaseArguments Object(string name) => new(RequiredObject(name), $"{owner}: {name}");

    /// <summary>A required list of objects.</summary>
    public CaseArguments[] Objects(string name) => [.. Items(name).Select((item, index)
        => item.ValueKind == JsonValueKind.Object
            ? new CaseArguments(item, $"{owner}: {name}[{index}]")
            : throw Wrong(name, "a list of objects"))];

    /// <summary>The members of a required object whose values are objects, in the manifest's order.</summary>
    public IEnumerable<(string Name, CaseArguments Value)> Members(string name)
        => RequiredObject(name).EnumerateObject().Select(member => member.Value.ValueKind == JsonValueKind.Object
            ? (member.Name, new CaseArguments(member.Value, $"{owner}: {name}.{member.Name}"))
            : throw Wrong(name, "an object of objects"));

    /// <summary>The members of a required object whose values are strings.</summary>
    public IEnumerable<(string Name, string Value)> Strings(string name)
        => RequiredObject(name).EnumerateObject().Select(member => member.Value.ValueKind == JsonValueKind.String
            ? (member.Name, member.Value.GetString()!)
            : throw Wrong(name, "an object of strings"));

    /// <summary>A required object of tensor descriptions, <c>name: [type, shape]</c>.</summary>
    public IReadOnlyDictionary<string, TensorSpec> Specs(string name)
    {
        var specs = new Dictionary<string, TensorSpec>();
        foreach (var member in RequiredObject(name).EnumerateObject())
        {
            specs[member.Name] = TensorSpec.Read(member.Value) ?? throw Wrong(name, "an object of [type, shape]");
        }
        return specs;
    }

    /// <summary>The members of a required object whose values are lists of sizes, in the manifest's order.</summary>
    public IEnumerable<(string Name, long[] Shape)> Shapes(string name)
        => RequiredObject(name).EnumerateObject().Select(member => (member.Name, TensorSpec.ReadShape(member.Value)
            ?? throw Wrong(name, "an object of shapes")));

    private IEnumerable<JsonElement> Items(string name)
        => Required(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw Wrong(name, "a list");

    private JsonElement RequiredObject(string name)
        => Required(name) is { ValueKind: JsonValueKind.Object } value ? value : throw Wrong(name, "an object");

    private JsonElement Required(string name)
        => Has(name) ? json.GetProperty(name) : throw new InvalidDataException($"{owner}: '{name}' is missing");

    private InvalidDataException Wrong(string name, string wanted)
        => new($"{owner}: '{name}' should be {wanted}, not {Abridge(json.GetProperty(name).GetRawText())}");

    private static string Abridge(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
