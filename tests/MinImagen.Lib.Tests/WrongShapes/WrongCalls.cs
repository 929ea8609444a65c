using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.T5;
using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.WrongShapes;

/// <summary>Calls of the public methods with one thing wrong, and the name of the argument that it is.</summary>
internal sealed class WrongCalls : IDisposable
{
    private readonly Dictionary<string, (string Argument, Action Call)> calls = [];
    private readonly Imagen imagen = Toys.Cascade(Toys.TwoUnets);
    private readonly CrossAttention wide = new(128, 16);
    private readonly CrossAttention narrow = new(8, 16);
    private readonly Attention attention = new(8);
    private readonly Attention withContext = new(8, contextDim: 8);
    private readonly GaussianDiffusion diffusion = new(25);
    private readonly T5Encoder encoder = new(new T5Config { VocabSize = 9, DModel = 8, DKv = 4, DFf = 8, NumLayers = 1, NumHeads = 2 });
    private readonly PictureGallery gallery;

    public WrongCalls()
    {
        gallery = new PictureGallery(new ColourPictures(2));
        OfImagen();
        OfUnets();
        OfLayers();
        OfDiffusion();
        OfTheRest();
    }

    public IEnumerable<string> Names => calls.Keys;

    public (string Argument, Func<object?> Call) this[string name] => (calls[name].Argument, () =>
    {
        calls[name].Call();
        return null;
    }
    );

    public void Dispose()
    {
        imagen.Dispose();
        wide.Dispose();
        narrow.Dispose();
        attention.Dispose();
        withContext.Dispose();
        diffusion.Dispose();
        encoder.Dispose();
        gallery.Dispose();
    }

    /// <summary>What an action makes of these calls, which are then disposed.</summary>
    public T[] Disposing<T>(Func<WrongCalls, IEnumerable<T>> make)
    {
        using (this)
        {
            return [.. make(this)];
        }
    }

    private static Tensor Times(params long[] times) => tensor(times);

    private void Add(string name, string argument, Action call) => calls.Add(name, (argument, call));

    private void OfImagen()
    {
        void Loss(string name, string argument, Func<Tensor> images, Func<Tensor> text, Func<Tensor>? mask = null)
        {
            Add($"Loss: {name}", argument, () => imagen.Loss(images(), text(), mask?.Invoke(), unetNumber: 2));
            Add($"LossAndGradients: {name}", argument, () => imagen.LossAndGradients(images(), text(), mask?.Invoke(), unetNumber: 2));
        }

        Func<Tensor> images = () => rand(2, 3, 8, 8);
        Func<Tensor> text = () => randn(2, 4, 16);
        Loss("no images", "images", () => null!, text);
        Loss("one image without b", "images", () => rand(3, 8, 8), text);
        Loss("grey images", "images", () => rand(2, 1, 8, 8), text);
        Loss("no batch", "images", () => rand(0, 3, 8, 8), () => randn(0, 4, 16));
        Loss("small images", "images", () => rand(2, 3, 4, 4), text);
        Loss("bytes", "images", () => ones(2, 3, 8, 8, dtype: ScalarType.Byte), text);
        Loss("float64", "images", () => ones(2, 3, 8, 8, dtype: ScalarType.Float64), text);
        Loss("no text", "textEmbeds", images, () => null!);
        Loss("narrow text", "textEmbeds", images, () => randn(2, 4, 8));
        Loss("text without n", "textEmbeds", images, () => randn(2, 16));
        Loss("one text", "textEmbeds", images, () => randn(1, 4, 16));
        Loss("one mask", "textMasks", images, text, () => ones(1, 4, dtype: ScalarType.Bool));
        Loss("long mask", "textMasks", images, text, () => ones(2, 5, dtype: ScalarType.Bool));

        Add("Sample: narrow text", "textEmbeds", () => imagen.Sample(randn(2, 4, 8)));
        Add("Sample: flat text", "textEmbeds", () => imagen.Sample(randn(2, 16)));
        Add("Sample: no captions", "textEmbeds", () => imagen.Sample(randn(0, 4, 16)));
        Add("Sample: one mask", "textMasks", () => imagen.Sample(randn(2, 4, 16), ones(1, 4)));

        void PLosses(string name, string argument, int number = 2, Func<Tensor>? x = null, Tensor? t = null, Tensor? lowres = null, Tensor? lowresT = null, Tensor? noise = null) =>
            Add($"PLosses: {name}", argument, () => imagen.PLosses(
                number, (x ?? images)(), t ?? Times(1, 2), text(), lowresCondImg: lowres ?? images(), lowresAugTimes: lowresT, noise: noise));

        PLosses("a third U-Net", "unetNumber", number: 3);
        PLosses("no b", "xStart", x: () => rand(3, 8, 8));
        PLosses("bytes", "xStart", x: () => ones(2, 3, 8, 8, dtype: ScalarType.Byte));
        PLosses("one time", "times", t: Times(1));
        PLosses("another noise", "noise", noise: randn(2, 3, 4, 4));
        PLosses("small low resolution", "lowresCondImg", lowres: rand(2, 3, 4, 4));
        PLosses("low resolution for the first", "lowresCondImg", number: 1);
        PLosses("one low-resolution time", "t", lowresT: Times(1));
    }

    private void OfUnets()
    {
        var (first, second) = (imagen.Unets[0], imagen.Unets[1]);
        void Forward(string name, string argument, Func<Tensor>? x = null, Tensor? t = null, Tensor? text = null, Tensor? mask = null, Tensor? keep = null)
        {
            var times = t ?? Times(1, 2);
            var embeds = text ?? randn(2, 4, 16);
            Add($"Forward: {name}", argument, () => first.Forward(x?.Invoke() ?? randn(2, 3, 4, 4), times, embeds, mask, textKeepMask: keep));
            if (keep is null)
            {
                Add($"ForwardWithCondScale: {name}", argument, () => first.ForwardWithCondScale(x?.Invoke() ?? randn(2, 3, 4, 4), times, embeds, mask, condScale: 2));
                Add($"Prepare: {name}", argument, () =>
                {
                    using var prepared = first.Prepare(embeds, mask, condScale: 2);
                    prepared.PredictNoise(x?.Invoke() ?? randn(2, 3, 4, 4), times);
                });
            }
        }

        Forward("no b", "x", () => randn(3, 4, 4));
        Forward("no batch", "x", () => randn(0, 3, 4, 4));
        Forward("channels", "x", () => randn(2, 4, 4, 4));
        Forward("float64", "x", () => randn(2, 3, 4, 4, dtype: ScalarType.Float64));
        Forward("whole numbers", "x", () => ones(2, 3, 4, 4, dtype: ScalarType.Int64));
        Forward("one time", "time", t: Times(1));
        Forward("a table of times", "time", t: ones(2, 1, dtype: ScalarType.Int64));
        Forward("narrow text", "textEmbeds", text: randn(2, 4, 8));
        Forward("flat text", "textEmbeds", text: randn(2, 16));
        Forward("long mask", "textMask", mask: ones(2, 5));
        Forward("one to keep", "textKeepMask", keep: ones(1, dtype: ScalarType.Bool));
        Forward("numbers to keep", "textKeepMask", keep: ones(2));

        Add("Forward: one caption", "text", () => first.Forward(randn(2, 3, 4, 4), Times(1, 2), randn(1, 4, 16)));
        Add("PredictNoise: captions of three", "text", () => first.PredictNoise(
            randn(2, 3, 4, 4), Times(1, 2), first.ConditionOnText(randn(3, 4, 16), null, ones(3, dtype: ScalarType.Bool))));
        Add("Prepared: captions of three", "text", () =>
        {
            using var prepared = first.Prepare(randn(3, 4, 16));
            prepared.PredictNoise(randn(2, 3, 4, 4), Times(1, 2));
        });
        Add("Forward: low resolution for the first", "lowresCondImg", () => first.Forward(randn(1, 3, 4, 4), Times(1), lowresCondImg: randn(1, 3, 4, 4)));
        Add("Forward: none for the second", "lowresCondImg", () => second.Forward(randn(1, 3, 8, 8), Times(1)));
        Add("Forward: odd sides", "x", () => second.Forward(randn(1, 3, 7, 7), Times(1), lowresCondImg: randn(1, 3, 7, 7), lowresNoiseTimes: Times(1)));
        Add("Forward: small low resolution", "lowresCondImg", () => second.Forward(randn(1, 3, 8, 8), Times(1), lowresCondImg: randn(1, 3, 4, 4), lowresNoiseTimes: Times(1)));
        Add("Forward: low resolution in float64", "lowresCondImg", () => second.Forward(
            randn(1, 3, 8, 8), Times(1), lowresCondImg: randn(1, 3, 8, 8, dtype: ScalarType.Float64), lowresNoiseTimes: Times(1)));
        Add("Forward: two low-resolution times", "lowresNoiseTimes", () => second.Forward(
            randn(1, 3, 8, 8), Times(1), lowresCondImg: randn(1, 3, 8, 8), lowresNoiseTimes: Times(1, 2)));
    }

    private void OfLayers()
    {
        foreach (var (name, layer, width) in new[] { ("wide", wide, 128L), ("narrow", narrow, 8L) })
        {
            Add($"CrossAttention, {name}: x", "x", () => layer.forward(randn(2, 5, width + 1), randn(2, 3, 16)));
            Add($"CrossAttention, {name}: flat x", "x", () => layer.forward(randn(5, width), randn(5, 3, 16)));
            Add($"CrossAttention, {name}: no context", "context", () => layer.forward(randn(2, 5, width), null));
            Add($"CrossAttention, {name}: context", "context", () => layer.forward(randn(2, 5, width), randn(2, 3, 17)));
            Add($"CrossAttention, {name}: context of three", "context", () => layer.forward(randn(2, 5, width), randn(3, 3, 16)));
            Add($"CrossAttention, {name}: whole context", "context", () => layer.forward(randn(2, 5, width), ones(2, 3, 16, dtype: ScalarType.Int64)));
            Add($"CrossAttention, {name}: context elsewhere", "context", () => layer.forward(randn(2, 5, width), ones(2, 3, 16, device: META)));
        }

        Add("Attention: x", "x", () => attention.forward(randn(2, 5, 9)));
        Add("Attention: flat x", "x", () => attention.forward(randn(5, 8)));
        Add("Attention: context", "context", () => attention.forward(randn(2, 5, 8), randn(2, 5, 8)));
        Add("Attention: context of three", "context", () => withContext.forward(randn(2, 5, 8), randn(3, 5, 8)));
        Add("Attention: flat context", "context", () => withContext.forward(randn(2, 5, 8), randn(5, 8)));
        Add("SinusoidalPosEmb: a table", "x", () => new SinusoidalPosEmb(8).call(randn(2, 2)));
    }

    private void OfDiffusion()
    {
        var x = randn(2, 3, 4, 4);
        var t = Times(1, 2);
        var (mean, logVariance) = (randn(2, 3, 4, 4), randn(2, 1, 1, 1));
        foreach (var (name, argument, image, times) in new (string, string?, Tensor, Tensor)[]
        {
            ("no b", null, randn(3, 4, 4), Times(1, 2, 3)),
            ("bytes", null, ones(2, 3, 4, 4, dtype: ScalarType.Byte), t),
            ("one time", "t", x, Times(1)),
            ("a table of times", "t", x, ones(2, 1, dtype: ScalarType.Int64)),
            ("times with fractions", "t", x, ones(2)),
        })
        {
            Add($"QSample: {name}", argument ?? "xStart", () => diffusion.QSample(image, times));
            Add($"PredictStartFromNoise: {name}", argument ?? "xT", () => diffusion.PredictStartFromNoise(image, times, image));
            Add($"QPosterior: {name}", argument ?? "xStart", () => diffusion.QPosterior(image, image, times));
            Add($"PMeanVariance: {name}", argument ?? "x", () => DdpmSampler.PMeanVariance(diffusion, image, times, image, Thresholding.Static));
            Add($"PSample: {name}", argument ?? "mean", () => DdpmSampler.PSample(image, logVariance, times, image));
            Add($"V.Target: {name}", argument ?? "xStart", () => Objective.V.Target(diffusion, image, times, image));
            Add($"V.ToNoise: {name}", argument ?? "xT", () => Objective.V.ToNoise(diffusion, image, times, image));
            Add($"XStart.ToNoise: {name}", argument ?? "xT", () => Objective.XStart.ToNoise(diffusion, image, times, image));
        }

        var small = randn(2, 3, 2, 2);
        Add("QSample: noise", "noise", () => diffusion.QSample(x, t, small));
        Add("PredictStartFromNoise: noise", "noise", () => diffusion.PredictStartFromNoise(x, t, small));
        Add("QPosterior: x_t", "xT", () => diffusion.QPosterior(x, small, t));
        Add("PMeanVariance: noise", "noisePrediction", () => DdpmSampler.PMeanVariance(diffusion, x, t, small, Thresholding.None));
        Add("PSample: z", "z", () => DdpmSampler.PSample(mean, logVariance, t, small));
        Add("PSample: variance", "logVariance", () => DdpmSampler.PSample(mean, randn(2), t, x));
        Add("V.Target: noise", "noise", () => Objective.V.Target(diffusion, x, t, small));
        Add("V.ToNoise: output", "output", () => Objective.V.ToNoise(diffusion, x, t, small));
        Add("XStart.ToNoise: output", "output", () => Objective.XStart.ToNoise(diffusion, x, t, small));
        Add("Thresholding: flat", "xStart", () => Thresholding.Dynamic(0.9).Apply(randn(2, 3)));
        Add("Thresholding: bytes", "xStart", () => Thresholding.Dynamic(0.9).Apply(ones(2, 3, 4, 4, dtype: ScalarType.Byte)));
        foreach (var sampler in new ISampler[] { new DdpmSampler(), new DdimSampler(), new DdimSampler(1), new DpmSolverSampler(), new RespacedSampler(new DdpmSampler(), 3) })
        {
            Add($"{sampler}: a model of another shape", sampler is DdpmSampler or RespacedSampler ? "noisePrediction" : "noise", () =>
                sampler.Run(diffusion, (_, _) => small.alias(), x, Thresholding.Static, RandomDraws.Default).First());
        }
    }

    private void OfTheRest()
    {
        var (ids, mask) = (ones(2, 3, dtype: ScalarType.Int64), ones(2, 3));
        Add("T5: flat ids", null!, () => encoder.call(ids[0], mask[0]));
        Add("T5: another mask", null!, () => encoder.call(ids, ones(2, 4)));
        Add("T5: no ids", "inputIds", () => encoder.call(null!, mask));
        Add("T5: fractions", "inputIds", () => encoder.call(mask, mask));
        Add("T5: ids elsewhere", "inputIds", () => encoder.call(ids.to(META), mask));
        Add("T5: mask elsewhere", "attentionMask", () => encoder.call(ids, mask.to(META)));
        Add("T5: fractional distance", "distance", () => RelativePosition.Bucket(mask));

        Add("Resize: one axis", "image", () => Resize.To(randn(4), 2, 2));
        Add("Resize: no pixel", "image", () => Resize.To(randn(1, 3, 0, 4), 2, 2));
        Add("Resize: bytes", "image", () => Resize.To(ones(3, 4, 4, dtype: ScalarType.Byte), 2, 2));
        Add("Resize.ByFactor: bytes", "image", () => Resize.ByFactor(ones(3, 4, 4, dtype: ScalarType.Byte), 2, 2));
        Add("PictureGallery: four channels", "pictures", () => gallery.Distances(rand(1, 4, 8, 8)));
        Add("PictureGallery: no n", "pictures", () => gallery.Distances(rand(3, 8, 8)));
        Add("WornPictures: float64", "pictures", () => WornPictures.Blur(rand(3, 8, 8, dtype: ScalarType.Float64), 1));
        Add("WornPictures: elsewhere", "pictures", () => WornPictures.Blur(rand(3, 8, 8).to(META), 1));
    }
}
