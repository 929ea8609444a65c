using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Generation;

namespace MinImagen.Lib.Tests.Generation;

public sealed class SamplingSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        var settings = new SamplingSettings
        {
            Sampler = "dpmpp,ddim:0.5",
            Steps = new[] { 20, 10 },
            Spacing = StepSpacing.LogSnr,
            Guidance = new[] { 3.0, 1.5 },
            Thresholding = ThresholdingKind.Static,
            LowresNoiseLevel = 0.1,
        };
        Write(settings.ToJson());
        Assert.Equal(settings, SamplingSettings.Find(folder));
        Assert.Equal("dpmpp/ddim:0.5, 20/10 steps, even in log SNR, guidance 3/1.5, static thresholding, low-res noise 0.1", settings.ToString());
    }

    [Fact]
    public void AFileByHandMayLeaveOutAndComment()
    {
        Assert.Null(SamplingSettings.Find(folder));
        Write("""
            {
                // chosen by a sweep
                "guidance": 2, "thresholding": "dynamic", "percentile": 0.95,
            }
            """);
        Assert.Equal(new SamplingSettings { Guidance = 2, Percentile = 0.95 }, SamplingSettings.Find(folder));
    }

    [Theory]
    [InlineData("[]", "settings")]
    [InlineData("null", "null")]
    [InlineData("""{"guidence": 2}""", "guidence")]
    [InlineData("""{"sampler": "euler"}""", "'euler' is no sampler")]
    [InlineData("""{"sampler": null}""", "settings")]
    [InlineData("""{"steps": 0}""", "at least 1")]
    [InlineData("""{"percentile": 2}""", "between 0 and 1")]
    [InlineData("""{"lowres_noise_level": -0.1}""", "between 0 and 1")]
    [InlineData("""{"thresholding": "soft"}""", "thresholding")]
    [InlineData("""{"thresholding": 1}""", "thresholding")]
    [InlineData("""{"sampler": "ddim,ddpm", "steps": [1, 2, 3]}""", "2 samplers")]
    public void WhatIsWrongNamesTheFile(string json, string words)
    {
        Write(json);
        var error = Assert.Throws<InvalidDataException>(() => SamplingSettings.Find(folder));
        Assert.StartsWith(Path.Combine(folder, "sampling.json"), error.Message);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void TheModelIsToldTheSame()
    {
        var options = new SamplingSettings { Steps = 7, Guidance = 2.5, Percentile = 0.8, LowresNoiseLevel = 0.3 }.ToSampleOptions(seed: 9);
        Assert.Equal((2.5, 0.3, 9L), (options.CondScale[0], options.LowresSampleNoiseLevel!.Value, options.Seed!.Value));
        Assert.Equal(Thresholding.Dynamic(0.8), options.Thresholding);
        Assert.Equal(7, options.Sampler[0].StepCount(GaussianDiffusion()));
        Assert.Null(new SamplingSettings().ToSampleOptions().Thresholding);
        Assert.Equal(Thresholding.Static, new SamplingSettings { Thresholding = ThresholdingKind.Static, Percentile = 0.8 }.ToSampleOptions().Thresholding);
    }

    private static GaussianDiffusion GaussianDiffusion() => new(100);

    private void Write(string json) => File.WriteAllText(Path.Combine(folder, SamplingSettings.FileName), json);
}
