using System.Text.Json.Serialization;

namespace MinImagen.Lib.Unets;

/// <summary>Everything that says how a <see cref="Unet"/> is built, with the original's defaults.</summary>
public sealed record UnetOptions
{
    /// <summary>The base model of the Imagen paper: 64×64 pictures from noise and text.</summary>
    public static UnetOptions Base { get; } = new()
    {
        Dim = 512,
        DimMults = [1, 2, 3, 4],
        NumResnetBlocks = 3,
        LayerAttns = [false, true, true, true],
        LayerCrossAttns = [false, true, true, true],
    };

    /// <summary>The super-resolution model of the Imagen paper.</summary>
    public static UnetOptions Super { get; } = new()
    {
        Dim = 128,
        DimMults = [1, 2, 4, 8],
        NumResnetBlocks = [2, 4, 8, 8],
        LayerAttns = [false, false, false, true],
        LayerCrossAttns = [false, false, false, true],
        MemoryEfficient = true,
    };

    /// <summary>A base model that is small enough to try things with.</summary>
    public static UnetOptions BaseTest { get; } = new()
    {
        Dim = 8,
        DimMults = [1, 2],
        NumResnetBlocks = 1,
        LayerAttns = false,
        LayerCrossAttns = false,
    };

    /// <summary>A super-resolution model that is small enough to try things with.</summary>
    public static UnetOptions SuperTest { get; } = new()
    {
        Dim = 8,
        DimMults = [1, 2],
        NumResnetBlocks = [1, 2],
        LayerAttns = false,
        LayerCrossAttns = false,
        MemoryEfficient = true,
    };

    /// <summary>Channels at the highest resolution; a multiple of 8.</summary>
    public int Dim { get; init; } = 128;

    /// <summary>
    /// A level of the U-Net each: how many times <see cref="Dim"/> its channels are. The sides of the image halve from
    /// level to level.
    /// </summary>
    public OneOrEach<int> DimMults { get; init; } = [1, 2, 4];

    /// <summary>Channels of the images that come in.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Channels of the images that go out; <see cref="Channels"/> when null.</summary>
    public int? ChannelsOut { get; init; }

    /// <summary>The width of the conditioning tokens; <see cref="Dim"/> when null.</summary>
    public int? CondDim { get; init; }

    /// <summary>The width of the text encoder's embeddings; 512 is that of T5-small.</summary>
    public int TextEmbedDim { get; init; } = 512;

    /// <summary>
    /// Residual blocks of a level, besides the first one, which is there always; for all levels, or for each from the
    /// highest resolution down.
    /// </summary>
    public OneOrEach<int> NumResnetBlocks { get; init; } = 1;

    /// <summary>Whether a level ends with self-attention over the pixels.</summary>
    public OneOrEach<bool> LayerAttns { get; init; } = true;

    /// <summary>Whether a level's first residual block attends to the conditioning tokens.</summary>
    public OneOrEach<bool> LayerCrossAttns { get; init; } = true;

    /// <summary>Heads of the self-attention, each 64 wide. Cross-attention always has 8.</summary>
    public int AttnHeads { get; init; } = 8;

    /// <summary>Whether the model sees a low-resolution picture too: a super-resolution model.</summary>
    public bool LowresCond { get; init; }

    /// <summary>Whether a level halves the sides before its blocks rather than after: less memory, less detail.</summary>
    public bool MemoryEfficient { get; init; }

    /// <summary>Whether there is self-attention between the way down and the way up.</summary>
    public bool AttendAtMiddle { get; init; }

    /// <summary>
    /// The tokens that a caption is cut or filled up to; 256, as always in the original, when null. Short captions want few:
    /// the places after a caption's end cost as much as its words, and the mean over all places drowns in them.
    /// </summary>
    // Written only where it says something: the original does not know the name.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxTextLen { get; init; }

    /// <summary>The number of levels.</summary>
    [JsonIgnore]
    public int Levels => DimMults.Count;

    /// <summary>What both sides of an image must be divisible by, since they are halved that often.</summary>
    [JsonIgnore]
    public int SideDivisor => 1 << (MemoryEfficient ? Levels : Levels - 1);

    /// <summary>Reads options from the JSON of a <c>unet_…_params_….json</c>; what is not mentioned keeps its default.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The options.</returns>
    /// <exception cref="FormatException">It is no such JSON, or has a key or a value that does not fit.</exception>
    public static UnetOptions FromJson(string json) => ParameterFile.Read<UnetOptions>(json);

    /// <summary>Writes every option as JSON with the original's keys.</summary>
    /// <returns>The JSON.</returns>
    public string ToJson() => ParameterFile.Write(this);

    /// <summary>Checks that a U-Net can be built.</summary>
    /// <exception cref="ArgumentException">It cannot; the message names the option and the numbers.</exception>
    public void Validate()
    {
        Require(DimMults.Count > 0 && DimMults.All(mult => mult > 0), $"dim_mults must be positive, one a level, got {DimMults}");
        Require(Dim > 0 && Dim % Unet.ResnetGroups == 0, $"dim must be a multiple of {Unet.ResnetGroups}, since channels are normalized in {Unet.ResnetGroups} groups, got {Dim}");
        Require(Channels > 0, $"channels must be positive, got {Channels}");
        Require(ChannelsOut is null or > 0, $"channels_out must be positive, got {ChannelsOut}");
        Require(CondDim is null or > 0, $"cond_dim must be positive, got {CondDim}");
        Require(TextEmbedDim > 0, $"text_embed_dim must be positive, got {TextEmbedDim}");
        Require(MaxTextLen is null or > 0 and <= TextConditioning.MostTokens, $"max_text_len must be between 1 and {TextConditioning.MostTokens}, got {MaxTextLen}");
        Require(AttnHeads > 0, $"attn_heads must be positive, got {AttnHeads}");
        Require(NumResnetBlocks.All(count => count >= 0), $"num_resnet_blocks must not be negative, got {NumResnetBlocks}");
        NumResnetBlocks.For(Levels, "num_resnet_blocks");
        LayerAttns.For(Levels, "layer_attns");
        LayerCrossAttns.For(Levels, "layer_cross_attns");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException($"This U-Net cannot be built: {otherwise}.");
        }
    }
}
