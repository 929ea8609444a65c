using System.Text.Json;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>What the manifest says of a tensor.</summary>
/// <param name="Type">Its type by PyTorch's name, such as <c>float32</c>.</param>
/// <param name="Shape">Its sizes.</param>
internal sealed record TensorSpec(string Type, long[] Shape)
{
    /// <summary>Reads <c>["float32", [2, 3]]</c>; null where that is not what stands there.</summary>
    public static TensorSpec? Read(JsonElement json)
        => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 2
            && json[0].ValueKind == JsonValueKind.String && ReadShape(json[1]) is { } shape
            ? new TensorSpec(json[0].GetString()!, shape)
            : null;

    /// <summary>Whether a tensor is of this type and these sizes.</summary>
    public bool Describes(Tensor tensor)
        => (tensor.dtype == uint8 ? "uint8" : tensor.dtype.ToString()).Equals(Type, StringComparison.OrdinalIgnoreCase)
            && tensor.shape.SequenceEqual(Shape);

    /// <summary>Reads a list of sizes; null where that is not what stands there.</summary>
    public static long[]? ReadShape(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return null;

        var shape = new List<long>();
        foreach (var item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var size) || size < 0)
                return null;
            shape.Add(size);
        }
        return [.. shape];
    }
}
