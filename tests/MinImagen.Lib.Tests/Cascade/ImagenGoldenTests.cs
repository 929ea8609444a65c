using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Cascade;

/// <summary>The cascade against the Python original, with its recorded draws or its seed.</summary>
public sealed class ImagenGoldenTests
{
    public static TheoryData<string> Losses { get; } = Golden.Ids("imagen_forward");

    public static TheoryData<string> PLosses { get; } = Golden.Ids("p_losses_base", "p_losses_super");

    public static TheoryData<string> Samples { get; } = Golden.Ids("sample");

    public static TheoryData<string> SeededSamples { get; } = Golden.Ids("seeded_sample");

    [Theory]
    [MemberData(nameof(Losses))]
    public void LossIsTheOriginals(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        using var imagen = Build(golden);
        var number = golden.Args.GetProperty("unet_number").GetInt32();
        imagen.Unets[number - 1].load_state_dict(golden.State());

        var draws = new Recorded(golden.Keys("draw/").Order().Select(key => golden[key]), golden["in/keep_mask"]);
        var loss = imagen.Loss(golden["in/images"], golden["in/text_embeds"], golden["in/text_masks"], number, draws);
        golden.AssertEqual("out/loss", loss);
        Assert.Equal(0, draws.Left);
    }

    [Theory]
    [MemberData(nameof(PLosses))]
    public void LossAtGivenTimestepsAndItsGradientsAreTheOriginals(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        var number = golden.Args.GetProperty("unet_number").GetInt32();
        var options = UnetOptions.FromJson(golden.Args.GetProperty("unet").GetRawText());
        using var imagen = Imagen.Create([options, options], Options(golden));
        var unet = imagen.Unets[number - 1];
        unet.load_state_dict(golden.State());

        var lowresNoise = golden.OrNull("in/lowres_noise");
        var draws = new Recorded(lowresNoise is null ? [] : [lowresNoise], golden.OrNull("in/keep_mask"));
        var loss = imagen.PLosses(
            number,
            golden["in/x_start"],
            golden["in/times"],
            golden["in/text_embeds"],
            golden["in/text_mask"],
            golden.OrNull("in/lowres_cond_img"),
            golden.OrNull("in/lowres_aug_times"),
            golden["in/noise"],
            draws);
        golden.AssertEqual("out/loss", loss);

        loss.backward();
        Assert.All(golden.Keys("grad/"), key => golden.AssertEqual(key, unet.get_parameter(key["grad/".Length..])!.grad!));
        Assert.NotEmpty(golden.Keys("grad/"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void PicturesFromRecordedNoiseAreTheOriginals(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        using var imagen = Build(golden);
        var noise = new List<Tensor>();
        for (var unet = 0; unet < imagen.Unets.Count; unet++)
        {
            imagen.Unets[unet].load_state_dict(golden.State($"unet{unet}"));
            if (golden.OrNull($"noise/unet{unet}_lowres") is { } lowres)
            {
                noise.Add(lowres);
            }

            noise.AddRange(golden[$"noise/unet{unet}"].unbind());
        }

        var draws = new Recorded(noise, null);
        golden.AssertEqual(
            "out/images",
            imagen.Sample(golden["in/text_embeds"], golden["in/text_masks"], SamplingOf(golden), draws: draws));
        Assert.Equal(0, draws.Left);
    }

    [Theory]
    [MemberData(nameof(SeededSamples))]
    public void TheSameSeedGivesTheOriginalsPicture(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        manual_seed(golden.Seed);
        using var imagen = Build(golden);
        var textEmbeds = randn(2, 5, 16);
        golden.AssertEqual("in/text_embeds", textEmbeds);
        golden.AssertEqual("out/images", imagen.Sample(textEmbeds, golden["in/text_masks"], SamplingOf(golden)));
    }

    private static Imagen Build(Golden golden) => Imagen.Create(
        [.. golden.Args.GetProperty("unets").EnumerateArray().Select(unet => UnetOptions.FromJson(unet.GetRawText()))],
        Options(golden));

    private static ImagenOptions Options(Golden golden) =>
        ImagenOptions.FromJson(golden.Args.GetProperty("imagen").GetRawText()) with { OriginalNumerics = true };

    private static SampleOptions SamplingOf(Golden golden) => new()
    {
        CondScale = golden.Args.GetProperty("cond_scale").GetDouble(),
        LowresSampleNoiseLevel = golden.Args.GetProperty("lowres_sample_noise_level") is { ValueKind: System.Text.Json.JsonValueKind.Number } level
            ? level.GetDouble()
            : null,
    };

    /// <summary>Plays draws back.</summary>
    private sealed class Recorded(IEnumerable<Tensor> draws, Tensor? keepMask) : RandomDraws
    {
        private readonly Queue<Tensor> draws = new(draws);

        public int Left => draws.Count;

        public override Tensor Times(int timesteps, long count, Device? device = null) => Next([count]);

        public override Tensor Normal(long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null) => Next(shape);

        public override Tensor NormalLike(Tensor x) => Next(x.shape);

        public override Tensor KeepMask(long count, double probability, Device? device = null) =>
            keepMask ?? base.KeepMask(count, probability, device);

        private Tensor Next(long[] shape)
        {
            var draw = draws.Dequeue();
            Assert.Equal(draw.shape, shape);
            return draw;
        }
    }
}
