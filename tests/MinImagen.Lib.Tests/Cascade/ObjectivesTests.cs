using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Cascade;

/// <summary>What a cascade is trained to say, on which schedule, and what its files say of that.</summary>
public sealed class ObjectivesTests
{
    private static readonly ImagenOptions Plain = new() { ImageSizes = 8, Timesteps = 30, TextEmbedDim = 16, CondDropProb = 0 };

    public static TheoryData<ObjectiveType, NoiseScheduleType, double?> Recipes { get; } = new()
    {
        { ObjectiveType.Noise, NoiseScheduleType.Linear, 5 },
        { ObjectiveType.Noise, NoiseScheduleType.Cosine, null },
        { ObjectiveType.XStart, NoiseScheduleType.Linear, null },
        { ObjectiveType.XStart, NoiseScheduleType.Cosine, 2 },
        { ObjectiveType.V, NoiseScheduleType.Linear, 3 },
        { ObjectiveType.V, NoiseScheduleType.Cosine, null },
    };

    /// <summary>Loss and gradients, with every formula written out from ᾱ.</summary>
    [Theory]
    [MemberData(nameof(Recipes))]
    public void LossAndGradientsAreThoseComputedByHand(ObjectiveType objective, NoiseScheduleType schedule, double? gamma)
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Plain with { Objective = objective, NoiseSchedule = schedule, MinSnrGamma = gamma });
        var (picture, text, noise) = (rand(3, 3, 8, 8), randn(3, 4, 16), randn(3, 3, 8, 8));
        var times = new long[] { 1, 14, 28 };
        var unet = imagen.Unets[0];

        var loss = imagen.PLosses(1, picture, tensor(times), text, noise: noise);
        loss.backward();
        var gradients = unet.parameters().Select(parameter => parameter.grad?.clone()).ToArray();
        unet.zero_grad();

        var alphaBars = imagen.Schedules[0].ExactAlphasCumprod;
        var errors = new List<Tensor>();
        for (var i = 0; i < 3; i++)
        {
            var (alpha, sigma) = (Math.Sqrt(alphaBars[(int)times[i]]), Math.Sqrt(1 - alphaBars[(int)times[i]]));
            var (x0, epsilon) = (picture.narrow(0, i, 1) * 2 - 1, noise.narrow(0, i, 1));
            var said = unet.Forward(alpha * x0 + sigma * epsilon, tensor(new[] { times[i] }), text.narrow(0, i, 1));
            var snr = alpha * alpha / (sigma * sigma);
            var (target, perStart) = objective switch
            {
                ObjectiveType.Noise => (epsilon, snr),
                ObjectiveType.XStart => (x0, 1),
                _ => (alpha * epsilon - sigma * x0, 1 + snr),
            };
            errors.Add((said - target).square().mean() * (gamma is { } bound ? Math.Min(snr, bound) / perStart : 1));
        }

        var byHand = (errors[0] + errors[1] + errors[2]) / 3;
        byHand.backward();
        Assert.Equal(byHand.item<float>(), loss.item<float>(), 1e-5 * byHand.item<float>());
        foreach (var (parameter, gradient) in unet.parameters().Zip(gradients))
        {
            Assert.Equal(parameter.grad is null, gradient is null);
            Assert.True(gradient is null || gradient.allclose(parameter.grad!, 1e-3, 1e-5));
        }
    }

    /// <summary>Sampling asks the samplers' question: it must turn what the U-Nets say into noise.</summary>
    [Theory]
    [InlineData(ObjectiveType.XStart, NoiseScheduleType.Cosine)]
    [InlineData(ObjectiveType.V, NoiseScheduleType.Linear)]
    [InlineData(ObjectiveType.Noise, NoiseScheduleType.Cosine)]
    public void SamplingRespectsThem(ObjectiveType objective, NoiseScheduleType schedule)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var imagen = Build(Plain with { Objective = objective, NoiseSchedule = schedule });
        var text = randn(1, 4, 16);
        using var pictures = imagen.Sample(
            text, options: new() { Seed = 3, Sampler = new RespacedSampler(new DdimSampler(), 1), Thresholding = Thresholding.None });

        // One step of DDIM ends at the x_0 seen from x_{T−1}.
        manual_seed(3);
        var x = randn(1, 3, 8, 8);
        imagen.eval();
        var said = imagen.Unets[0].Forward(x, tensor(new[] { 29L }), text);
        var alphaBar = imagen.Schedules[0].ExactAlphasCumprod[29];
        var (alpha, sigma) = (Math.Sqrt(alphaBar), Math.Sqrt(1 - alphaBar));
        var expected = objective switch
        {
            ObjectiveType.Noise => (x - sigma * said) / alpha,
            ObjectiveType.XStart => said,
            _ => alpha * x - sigma * said,
        };
        Assert.True(pictures.allclose((expected.clamp(-1, 1) + 1) / 2, 1e-3, 2e-3));
    }

    [Fact]
    public void OptionsAreWrittenOnlyWhereTheySaySomething()
    {
        Assert.DoesNotContain("objective", Plain.ToJson());
        Assert.DoesNotContain("noise_schedule", Plain.ToJson());
        Assert.DoesNotContain("min_snr", Plain.ToJson());
        var other = Plain with { Objective = ObjectiveType.XStart, NoiseSchedule = NoiseScheduleType.Cosine, MinSnrGamma = 5 };
        var json = other.ToJson();
        Assert.Contains("\"objective\": \"x_start\"", json);
        Assert.Contains("\"noise_schedule\": \"cosine\"", json);
        Assert.Contains("\"min_snr_gamma\": 5", json);
        Assert.Equal(other, ImagenOptions.FromJson(json));
    }

    [Fact]
    public void MinSnrNeedsAPositiveBoundAndSquares()
    {
        Refused("min_snr_gamma must be positive, got 0", Plain with { MinSnrGamma = 0 });
        Refused("loss_type l2", Plain with { MinSnrGamma = 5, LossType = LossType.Huber });

        static void Refused(string message, ImagenOptions options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => options.Validate(1)).Message);
    }

    [Fact]
    public void WeightsOfAnotherObjectiveOrScheduleAreRefused()
    {
        using var plain = Build(Plain);
        using var v = Build(Plain with { Objective = ObjectiveType.V, NoiseSchedule = NoiseScheduleType.Cosine });
        var nothing = new Dictionary<string, string>();
        Assert.Equal(
            new Dictionary<string, string> { ["objective"] = "v", ["noise_schedule"] = "cosine" }, v.CheckpointMetadata());

        plain.CheckMetadata(nothing, "original.pth");
        plain.CheckMetadata(plain.CheckpointMetadata(), "ours.safetensors");
        v.CheckMetadata(v.CheckpointMetadata(), "v.safetensors");
        Refused(plain, v.CheckpointMetadata(), "objective 'v', and the parameters say 'noise'", "noise_schedule 'cosine', and the parameters say 'linear'");
        Refused(v, plain.CheckpointMetadata(), "objective 'noise', and the parameters say 'v'");
        Refused(v, nothing, "objective 'noise', and the parameters say 'v'");
        Refused(v, new Dictionary<string, string> { ["objective"] = "v" }, "noise_schedule 'linear', and the parameters say 'cosine'");

        static void Refused(Imagen imagen, IReadOnlyDictionary<string, string> metadata, params string[] words)
        {
            var message = Assert.Throws<InvalidDataException>(() => imagen.CheckMetadata(metadata, "w.safetensors")).Message;
            Assert.StartsWith("w.safetensors: ", message);
            Assert.All(words, word => Assert.Contains(word, message));
        }
    }

    private static Imagen Build(ImagenOptions options)
    {
        manual_seed(0);
        return Imagen.Create([UnetOptions.BaseTest], options);
    }
}
