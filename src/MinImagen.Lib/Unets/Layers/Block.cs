using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets.Layers;

/// <summary>Half of a <see cref="ResnetBlock"/>: normalize, scale and shift, activate, convolve.</summary>
public sealed class Block : nn.Module<Tensor, (Tensor Scale, Tensor Shift)?, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> groupnorm;
    private readonly SiLU activation;
    private readonly Conv2d project;

    /// <summary>Makes it.</summary>
    /// <param name="dim">Channels that come in.</param>
    /// <param name="dimOut">Channels that go out.</param>
    /// <param name="groups">How many groups of channels are normalized apart; divides <paramref name="dim"/>.</param>
    /// <param name="norm">Whether to normalize at all.</param>
    public Block(long dim, long dimOut, long groups = 8, bool norm = true)
        : base(nameof(Block))
    {
        groupnorm = norm ? CreateGroupNorm(groups, dim) : nn.Identity();
        activation = nn.SiLU();
        project = nn.Conv2d(dim, dimOut, 3, 1, 1);
        RegisterComponents();
    }

    /// <summary>Group norm with PyTorch's fresh weights: TorchSharp 0.107 leaves them uninitialized.</summary>
    private static GroupNorm CreateGroupNorm(long groups, long dim)
    {
        var norm = nn.GroupNorm(groups, dim);
        nn.init.ones_(norm.weight!);
        nn.init.zeros_(norm.bias!);
        return norm;
    }

    /// <summary>Applies it.</summary>
    /// <param name="x">Images, shape (b, dim, h, w).</param>
    /// <param name="scaleShift">What the timestep does to each channel, shapes (b, dim, 1, 1).</param>
    /// <returns>Shape (b, dimOut, h, w).</returns>
    public override Tensor forward(Tensor x, (Tensor Scale, Tensor Shift)? scaleShift = null)
    {
        using var scope = NewDisposeScope();
        var h = groupnorm.call(x);

        if (scaleShift is var (scale, shift))
        {
            // h ← h · (1 + scale) + shift
            h = h * (scale + 1) + shift;
        }

        return project.call(activation.call(h)).MoveToOuterDisposeScope();
    }
}
