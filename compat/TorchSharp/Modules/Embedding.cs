using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long paddingIndex;
    private readonly double? maxNorm;
    private readonly double normType;
    private readonly bool scaleGradByFreq;
    private readonly bool sparse;

    internal Embedding(Parameter weight, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse)
        : base(nameof(Embedding))
    {
        var count = weight.shape[0];
        if (padding_idx is not null && (padding_idx < -count || padding_idx >= count))
            throw new ArgumentOutOfRangeException(nameof(padding_idx), padding_idx, $"There are {count} embeddings.");

        paddingIndex = padding_idx is null ? -1 : (padding_idx.Value + count) % count;
        maxNorm = max_norm;
        normType = norm_type;
        scaleGradByFreq = scale_grad_by_freq;
        this.sparse = sparse;
        this.weight = weight;
    }

    public Parameter? weight { get => OwnParameter(); set => RequireOwnParameter(value); }

    public override Tensor forward(Tensor input)
    {
        if (maxNorm is not null)
        {
            ArgumentNullException.ThrowIfNull(input);
            using var noGradient = no_grad();
            Op.embedding_renorm_.Invoke(weight, input, maxNorm.Value, normType);
        }

        return Op.embedding.Call(weight, input, paddingIndex, scaleGradByFreq, sparse);
    }

    /// <summary>Draws the weight from N(0, 1); the padding's row is zero.</summary>
    internal Embedding Draw()
    {
        nn.init.normal_(weight!);
        if (paddingIndex >= 0)
        {
            using var noGradient = no_grad();
            using var row = weight!.select(0, paddingIndex);
            row.zero_();
        }

        return this;
    }
}
