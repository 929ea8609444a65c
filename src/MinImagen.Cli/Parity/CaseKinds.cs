namespace MinImagen.Cli.Parity;

/// <summary>Which of ours runs which kind of case.</summary>
internal static class CaseKinds
{
    private static readonly Dictionary<string, Action<CaseRun>> s_runners = new()
    {
        ["diffusion"] = DiffusionCases.Schedule,
        ["p_mean_variance"] = DiffusionCases.ReverseStep,

        ["attention"] = LayerCases.Attention,
        ["cross_attention"] = LayerCases.CrossAttention,
        ["cross_embed"] = LayerCases.CrossEmbed,
        ["chan_feed_forward"] = LayerCases.ChanFeedForward,
        ["chan_layer_norm"] = LayerCases.ChanLayerNorm,
        ["layer_norm"] = LayerCases.LayerNorm,
        ["block"] = LayerCases.Block,
        ["resnet_block"] = LayerCases.ResnetBlock,
        ["transformer_block"] = LayerCases.TransformerBlock,
        ["sinusoidal_pos_emb"] = LayerCases.SinusoidalPosEmb,
        ["downsample"] = LayerCases.Downsample,
        ["upsample"] = LayerCases.Upsample,
        ["parallel"] = LayerCases.Parallel,
        ["residual"] = LayerCases.Residual,

        ["unet_base"] = UnetCases.Forward,
        ["unet_super"] = UnetCases.Forward,
        ["unet_mid"] = UnetCases.Forward,
        ["state_keys"] = UnetCases.StateKeys,

        ["resize"] = ResizeCases.Resize,
        ["resize_square"] = ResizeCases.ResizeSquare,

        ["p_losses_base"] = ImagenCases.NoisePredictionLoss,
        ["p_losses_super"] = ImagenCases.NoisePredictionLoss,
        ["imagen_forward"] = ImagenCases.Loss,
        ["sample"] = ImagenCases.Sample,
        ["train_steps"] = TrainingCases.Steps,

        ["unet_init"] = SeededCases.UnetInitialization,
        ["seeded_sample"] = SeededCases.Sample,

        ["checkpoint_pth"] = FileCases.Checkpoint,

        ["sentencepiece"] = TextCases.SentencePiece,
        ["t5_tokenizer"] = TextCases.Tokenizer,
        ["t5_encoder_relu"] = TextCases.Encoder,
        ["t5_encoder_gated"] = TextCases.Encoder,
        ["t5_encode_text"] = TextCases.EncodeText,
    };

    /// <summary>Every kind that is known.</summary>
    public static IReadOnlyCollection<string> All => s_runners.Keys;

    /// <summary>What runs a kind, or null where it is unknown.</summary>
    public static Action<CaseRun>? RunnerOf(string kind) => s_runners.GetValueOrDefault(kind);
}
