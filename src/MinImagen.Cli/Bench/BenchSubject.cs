using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Cli.Bench;

/// <summary>A model with weights and inputs that are the same in every process, and what it is measured at.</summary>
public sealed class BenchSubject : IDisposable
{
    private const int Words = 256;

    private readonly BenchModel model;
    private readonly Imagen imagen;
    private readonly Unet unet;
    private readonly optim.Optimizer optimizer;
    private readonly Dictionary<string, Tensor> inputs;
    private readonly Precision precision;
    private readonly MasterWeights? masterWeights;
    private PreparedUnet? prepared;

    /// <summary>Makes it.</summary>
    /// <param name="model">Which.</param>
    /// <param name="precision">What to compute with.</param>
    public BenchSubject(BenchModel model, Precision precision)
    {
        this.model = model;
        this.precision = precision;
        manual_seed(0);
        unet = new Unet(model.Options);
        imagen = Cascade(unet, model);
        masterWeights = precision == Precision.BFloat16 ? new MasterWeights(unet) : null;
        optimizer = optim.Adam(unet.parameters(), 1e-4);

        long[] shape = [BenchModel.BatchSize, model.Options.Channels, model.Side, model.Side];
        inputs = new Dictionary<string, Tensor>
        {
            ["x"] = rand(shape),
            ["noise"] = randn(shape),
            ["times"] = tensor(new[] { 900L, 600, 300, 50 }),
            ["text_embeds"] = randn(shape[0], Words, model.Options.TextEmbedDim),
            ["text_mask"] = ones(new[] { shape[0], Words }, dtype: ScalarType.Bool),
            ["lowres"] = rand(shape),
            ["lowres_times"] = full(new[] { shape[0] }, 200L, dtype: ScalarType.Int64),
        };
    }

    /// <summary>Runs one piece of work.</summary>
    /// <param name="work">Which.</param>
    /// <returns>What it makes: a prediction, a loss, x_{t−1}.</returns>
    public Tensor Run(BenchWork work) => work switch
    {
        BenchWork.Forward => Forward(),
        BenchWork.Train => Train(),
        BenchWork.Sample => Sample(),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "There is no such work."),
    };

    /// <summary>Writes weights and inputs where another process can read them.</summary>
    /// <param name="folder">The folder.</param>
    public void Save(string folder)
    {
        SafeTensors.Save(Path.Combine(folder, $"{model.Name}.weights.safetensors"), unet.state_dict());
        SafeTensors.Save(Path.Combine(folder, $"{model.Name}.inputs.safetensors"), inputs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        prepared?.Dispose();
        masterWeights?.Dispose();
        optimizer.Dispose();
        imagen.Dispose();
        foreach (var input in inputs.Values)
        {
            input.Dispose();
        }
    }

    private Tensor? Lowres => model.Options.LowresCond ? inputs["lowres"] : null;

    private Tensor? LowresTimes => model.Options.LowresCond ? inputs["lowres_times"] : null;

    /// <summary>A cascade whose last U-Net is the one to measure; before a super-resolution model stands a small one.</summary>
    private static Imagen Cascade(Unet unet, BenchModel model)
    {
        var options = new ImagenOptions { ImageSizes = [model.Side], TextEmbedDim = model.Options.TextEmbedDim };
        return model.Options.LowresCond
            ? new Imagen([new Unet(model.Options with { Dim = 8, DimMults = [1], LayerAttns = false, LayerCrossAttns = false, LowresCond = false }), unet], options with { ImageSizes = [model.Side / 2, model.Side] })
            : new Imagen([unet], options);
    }

    private Tensor Forward()
    {
        using var noGrad = no_grad();
        var model = masterWeights?.Copy ?? unet;
        return model.Forward(inputs["x"], inputs["times"], inputs["text_embeds"], inputs["text_mask"], Lowres, LowresTimes);
    }

    private Tensor Train()
    {
        using var scope = NewDisposeScope();
        var batch = imagen.NoisedAt(
            imagen.Unets.Count,
            inputs["x"],
            inputs["times"],
            inputs["text_embeds"],
            inputs["text_mask"],
            Lowres,
            LowresTimes,
            inputs["noise"],
            RandomDraws.Default);
        var loss = imagen.Gradients(batch, masterWeights?.Copy ?? unet, scale: 1);
        masterWeights?.TakeGradients();
        optimizer.step();
        masterWeights?.GiveWeights();
        unet.zero_grad();
        return tensor((float)loss).MoveToOuterDisposeScope();
    }

    private Tensor Sample()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (x, t) = (inputs["x"], inputs["times"]);
        prepared ??= unet.Prepare(
            inputs["text_embeds"], inputs["text_mask"], Lowres, LowresTimes, BenchModel.Guidance, precision);
        var noise = prepared.PredictNoise(x, t);
        var thresholding = Thresholding.Dynamic(imagen.Options.DynamicThresholdingPercentile);
        var (_, mean, _, logVariance) = DdpmSampler.PMeanVariance(imagen.Schedules[^1], x, t, noise, thresholding);
        return DdpmSampler.PSample(mean, logVariance, t, RandomDraws.Default.NormalLike(x)).MoveToOuterDisposeScope();
    }
}
