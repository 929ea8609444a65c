namespace MinImagen.Lib.Unets;

/// <summary>The sizes of a U-Net's layers, as they follow from its options.</summary>
/// <param name="options">The options.</param>
internal readonly struct UnetWidths(UnetOptions options)
{
    /// <summary>The width of the conditioning tokens.</summary>
    public int Cond => options.CondDim ?? options.Dim;

    /// <summary>The width of the time conditioning vector; doubled where it also tells of a low-resolution picture.</summary>
    public int TimeCond => options.Dim * 4 * (options.LowresCond ? 2 : 1);

    /// <summary>Channels of the images that come in, with those of the low-resolution picture.</summary>
    public int ImageIn => options.LowresCond ? options.Channels * 2 : options.Channels;

    /// <summary>Channels of the images that go out.</summary>
    public int ImageOut => options.ChannelsOut ?? options.Channels;

    /// <summary>Channels at the bottom.</summary>
    public int Middle => Level(options.Levels - 1).Out;

    /// <summary>Channels on top and at the bottom of a level.</summary>
    public (int In, int Out) Level(int level) =>
        (level == 0 ? options.Dim : options.Dim * options.DimMults[level - 1], options.Dim * options.DimMults[level]);

    /// <summary>Channels within a level's way down, and so of its skip connections.</summary>
    public int Skip(int level) => options.MemoryEfficient ? Level(level).Out : Level(level).In;

    /// <summary>The width of the tokens that a level attends to; null where it does not.</summary>
    public int? CrossAttention(int level) =>
        options.LayerCrossAttns.For(options.Levels, "layer_cross_attns")[level] ? Cond : null;

    /// <summary>Whether a level ends with self-attention.</summary>
    public bool HasAttention(int level) => options.LayerAttns.For(options.Levels, "layer_attns")[level];

    /// <summary>How many residual blocks a level has besides the first.</summary>
    public int ResnetBlocks(int level) => options.NumResnetBlocks.For(options.Levels, "num_resnet_blocks")[level];
}
