using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Text.T5;

/// <summary>A learned vector for each id; zero until loaded or initialized.</summary>
internal sealed class TokenTable : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly int width;

    internal TokenTable(int count, int width)
        : base(nameof(TokenTable))
    {
        this.width = width;
        weight = new Parameter(zeros(count, width));
        weight.DetachFromDisposeScope();
        RegisterComponents();
    }

    internal Device Device => weight.device;

    /// <param name="ids">Ids, int64, any shape; LibTorch refuses those outside the table.</param>
    /// <returns>Their vectors, shape (…, width).</returns>
    public override Tensor forward(Tensor ids)
    {
        using var flat = ids.reshape(-1);
        using var rows = weight.index_select(0, flat);
        return rows.reshape([.. ids.shape, width]);
    }

    internal void Initialize(double std) => init.normal_(weight, 0, std);
}
