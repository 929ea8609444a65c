using System.Globalization;

namespace TorchSharp;

/// <summary>Writes a tensor's elements in NumPy's brackets; of a long dimension only the first and last three.</summary>
internal sealed class NumpyText(string format, string newLine, CultureInfo culture)
{
    private const int Edge = 3;

    internal string Of(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return Of(tensor.detach().cpu(), depth: 1);
    }

    private string Of(torch.Tensor tensor, int depth)
    {
        var shape = tensor.shape;
        if (shape.Length == 0)
            return Number(tensor);

        var between = shape.Length == 1 ? " " : newLine + new string(' ', depth);
        var parts = new List<string>();
        for (var i = 0L; i < shape[0]; i++)
        {
            if (shape[0] > 2 * Edge && i == Edge)
            {
                parts.Add("...");
                i = shape[0] - Edge;
            }

            parts.Add(Of(tensor.select(0, i), depth + 1));
        }

        return $"[{string.Join(between, parts)}]";
    }

    private string Number(torch.Tensor tensor)
    {
        var value = tensor.ToScalar();
        return value.Type switch
        {
            torch.ScalarType.Bool => value.ToBoolean() ? "True" : "False",
            torch.ScalarType.Int64 => value.ToInt64().ToString(culture),
            _ => value.ToDouble().ToString(format, culture),
        };
    }
}
