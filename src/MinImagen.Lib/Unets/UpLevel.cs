using MinImagen.Lib.Unets.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>One level of the U-Net's way up. What it does with its layers stands in <see cref="Unet.Denoise"/>.</summary>
/// <remarks>In a checkpoint its entries are numbered 0 to 3; those that a level does without leave a gap.</remarks>
internal sealed class UpLevel : nn.Module
{
    /// <summary>Makes the layers.</summary>
    /// <param name="options">The U-Net's options.</param>
    /// <param name="level">Which level, from 0, the highest resolution: the way up ends there.</param>
    public UpLevel(UnetOptions options, int level)
        : base(nameof(UpLevel))
    {
        var widths = new UnetWidths(options);
        var (dimIn, dimOut) = widths.Level(level);
        var withSkip = dimOut + widths.Skip(level);

        InitBlock = new ResnetBlock(withSkip, dimOut, widths.CrossAttention(level), widths.TimeCond, Unet.ResnetGroups)
            .RegisterIn(this, "0");
        ResnetBlocks = new ModuleList<ResnetBlock>();
        for (var block = 0; block < widths.ResnetBlocks(level); block++)
        {
            ResnetBlocks.Add(new ResnetBlock(withSkip, dimOut, null, widths.TimeCond, Unet.ResnetGroups));
        }

        ResnetBlocks.RegisterIn(this, "1");
        AttnBlock = widths.HasAttention(level)
            ? new TransformerBlock(dimOut, options.AttnHeads, Unet.AttnDimHead).RegisterIn(this, "2")
            : null;
        Upsample = level > 0 || options.MemoryEfficient
            ? Layers.Upsample.Create(dimOut, dimIn).RegisterIn(this, "3")
            : null;
    }

    /// <summary>The block that is told the timestep and, at some levels, the caption.</summary>
    public ResnetBlock InitBlock { get; }

    /// <summary>The blocks that are told the timestep only.</summary>
    public ModuleList<ResnetBlock> ResnetBlocks { get; }

    /// <summary>Self-attention over the pixels, at some levels.</summary>
    public TransformerBlock? AttnBlock { get; }

    /// <summary>Doubles the sides; absent where the way down did not halve them.</summary>
    public Sequential? Upsample { get; }

    /// <summary>Nothing is registered by its field's name: the entries have numbers.</summary>
    protected override void RegisterComponents()
    {
    }
}
