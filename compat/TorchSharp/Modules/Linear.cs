using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class Linear : nn.Module<Tensor, Tensor>
{
    internal Linear(Parameter weight, Parameter? bias)
        : base(nameof(Linear))
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.ndim != 2)
            throw new ArgumentException($"A linear weight has two dimensions, got {weight.ndim}.", nameof(weight));
        (out_features, in_features) = (weight.shape[0], weight.shape[1]);
        this.weight = weight;
        this.bias = bias;
    }

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        (in_features, out_features) = (inputSize, outputSize);
        weight = NewParameter([outputSize, inputSize], device, dtype);
        if (hasBias)
            bias = NewParameter([outputSize], device, dtype);
        DrawWeightAndBias(weight, bias);
    }

    public long in_features { get; set; }

    public long out_features { get; set; }

    public Parameter weight { get => OwnParameter()!; set => RequireOwnParameter(value); }

    public Parameter? bias { get => OwnParameter(); set => ReplaceOwnParameter(value); }

    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
}
