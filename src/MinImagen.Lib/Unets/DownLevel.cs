using MinImagen.Lib.Unets.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>One level of the U-Net's way down. What it does with its layers stands in <see cref="Unet.Denoise"/>.</summary>
/// <remarks>In a checkpoint its entries are numbered 0 to 4; those that a level does without leave a gap.</remarks>
internal sealed class DownLevel : nn.Module
{
    /// <summary>Makes the layers.</summary>
    /// <param name="options">The U-Net's options.</param>
    /// <param name="level">Which level, from 0, the highest resolution.</param>
    public DownLevel(UnetOptions options, int level)
        : base(nameof(DownLevel))
    {
        var widths = new UnetWidths(options);
        var (dimIn, dimOut) = widths.Level(level);
        var isLast = level == options.Levels - 1;
        var dim = widths.Skip(level);

        // In the order in which the original draws its initial weights.
        PreDownsample = options.MemoryEfficient ? Downsample.Create(dimIn, dimOut) : null;
        PostDownsample = (options.MemoryEfficient, isLast) switch
        {
            (true, _) => null,
            (false, false) => Downsample.Create(dim, dimOut),
            (false, true) => new Layers.Parallel(nn.Conv2d(dimIn, dimOut, 3, 1, 1), nn.Conv2d(dimIn, dimOut, 1)),
        };
        InitBlock = new ResnetBlock(dim, dim, widths.CrossAttention(level), widths.TimeCond, Unet.ResnetGroups);
        ResnetBlocks = new ModuleList<ResnetBlock>();
        for (var block = 0; block < widths.ResnetBlocks(level); block++)
        {
            ResnetBlocks.Add(new ResnetBlock(dim, dim, null, widths.TimeCond, Unet.ResnetGroups));
        }

        AttnBlock = widths.HasAttention(level) ? new TransformerBlock(dim, options.AttnHeads, Unet.AttnDimHead) : null;

        PreDownsample?.RegisterIn(this, "0");
        InitBlock.RegisterIn(this, "1");
        ResnetBlocks.RegisterIn(this, "2");
        AttnBlock?.RegisterIn(this, "3");
        PostDownsample?.RegisterIn(this, "4");
    }

    /// <summary>Halves the sides first, in a memory-efficient U-Net.</summary>
    public nn.Module<Tensor, Tensor>? PreDownsample { get; }

    /// <summary>The block that is told the timestep and, at some levels, the caption.</summary>
    public ResnetBlock InitBlock { get; }

    /// <summary>The blocks that are told the timestep only.</summary>
    public ModuleList<ResnetBlock> ResnetBlocks { get; }

    /// <summary>Self-attention over the pixels, at some levels.</summary>
    public TransformerBlock? AttnBlock { get; }

    /// <summary>Halves the sides last, or, at the last level, only widens; absent in a memory-efficient U-Net.</summary>
    public nn.Module<Tensor, Tensor>? PostDownsample { get; }

    /// <summary>Nothing is registered by its field's name: the entries have numbers.</summary>
    protected override void RegisterComponents()
    {
    }
}
