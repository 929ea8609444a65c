using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share: their parameters, their padding, and the check of what comes in.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private long[] paddingOfInput = [];

    private protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{groups} groups do not divide {in_channels} input and {out_channels} output channels.", nameof(groups));

        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is null)
            SetPadding(padding ?? new long[kernel_size.Length]);
        else
            SetPadding(padding_type.Value);

        weight = NewParameter([out_channels, in_channels / groups, .. kernel_size], device, dtype);
        if (bias)
            this.bias = NewParameter([out_channels], device, dtype);
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long[] dilation { get; set; }

    public long groups { get; set; }

    public Parameter weight { get => OwnParameter()!; set => RequireOwnParameter(value); }

    public Parameter? bias { get => OwnParameter(); set => ReplaceOwnParameter(value); }

    public void reset_parameters() => DrawWeightAndBias(weight, bias);

    public void SetPadding(long[] padding)
    {
        ArgumentNullException.ThrowIfNull(padding);
        this.padding = padding;
        padding_type = null;

        // The last dimension first, both ends alike: the order in which pad() takes them.
        paddingOfInput = [.. padding.Reverse().SelectMany(side => new[] { side, side })];
    }

    public void SetPadding(Padding padding)
    {
        if (padding == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException("Padding.Same does not apply to strided convolutions.", nameof(padding));
        this.padding = null;
        padding_type = padding;

        // What keeps the size: dilation · (kernel − 1) in all, the odd one at the end.
        paddingOfInput =
        [
            .. kernel_size.Zip(dilation, (side, step) => padding == Padding.Same ? step * (side - 1) : 0)
                .Reverse()
                .SelectMany(total => new[] { total / 2, total - (total / 2) }),
        ];
    }

    private protected Tensor Convolve(Tensor input, Operator convolve, Operator convolveWithPaddingType)
    {
        ArgumentNullException.ThrowIfNull(input);
        ThrowIfWrongShape(input);
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, paddingOfInput, padding_mode);
            return convolve.Call(padded, weight, bias, stride, Value.Default, dilation, groups);
        }

        return padding_type is null
            ? convolve.Call(input, weight, bias, stride, padding, dilation, groups)
            : convolveWithPaddingType.Call(input, weight, bias, stride, nn.functional.PaddingName(padding_type.Value), dilation, groups);
    }

    private void ThrowIfWrongShape(Tensor input)
    {
        var batched = kernel_size.Length + 2;
        var shape = input.shape;
        var channels = shape.Length == batched ? 1 : 0;
        if (shape.Length != batched && shape.Length != batched - 1 || shape[channels] != in_channels)
        {
            throw new ArgumentException(
                $"{GetName()} takes {batched} dimensions, or {batched - 1} without a batch, and {in_channels} channels; got shape ({string.Join(", ", shape)}).",
                nameof(input));
        }
    }
}
