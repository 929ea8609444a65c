using System.Text.Json;
using MinImagen.Cli.Play;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Play;

/// <summary>What is asked for, and what is told of it.</summary>
public sealed class DrawRequestTests
{
    private static readonly string Good =
        "{\"caption\":\"a big red circle\",\"seed\":1,\"samplers\":[\"ddpm\",\"dpmpp\"],\"steps\":[3,4],\"guidance\":[3,1.5],\"thresholding\":\"dynamic\",\"percentile\":0.9,\"lowresNoise\":0.2}";

    [Fact]
    public void ARequestBecomesTheSettingsOfTheProgram()
    {
        using var model = TestPlayground.Model();
        var request = JsonSerializer.Deserialize<DrawRequest>(Good, DrawRequest.Format)!;
        Assert.Null(request.Problem(TestPlayground.Describe(model)));
        Assert.Equal(
            "ddpm/dpmpp, 3/4 steps, guidance 3/1.5, dynamic thresholding at 0.9, low-res noise 0.2",
            request.ToSettings(TestPlayground.Describe(model)).ToString());
    }

    [Theory]
    [InlineData("\"a big red circle\"", "\"\"", "empty")]
    [InlineData("\"a big red circle\"", "\"   \"", "empty")]
    [InlineData("\"a big red circle\"", "\"a\\u0000b\"", "no text")]
    [InlineData("\"a big red circle\"", "\"a\\nb\"", "no text")]
    [InlineData("\"seed\":1", "\"seed\":-1", "seed")]
    [InlineData("[\"ddpm\",\"dpmpp\"]", "[\"ddpm\"]", "U-Nets")]
    [InlineData("[\"ddpm\",\"dpmpp\"]", "[]", "U-Nets")]
    [InlineData("[\"ddpm\",\"dpmpp\"]", "[\"ddpm\",\"euler\"]", "samplers are ddpm, ddim, dpmpp")]
    [InlineData("[\"ddpm\",\"dpmpp\"]", "[\"ddpm\",null]", "samplers are")]
    [InlineData("[3,4]", "[0,4]", "Steps go from 1")]
    [InlineData("[3,4]", "[3,10001]", "Steps go from 1 to 10000")]
    [InlineData("[3,1.5]", "[-0.1,1]", "Guidance")]
    [InlineData("[3,1.5]", "[1,20.5]", "Guidance")]
    [InlineData("[3,1.5]", "[1,1,1]", "U-Nets")]
    [InlineData("0.9", "1.01", "percentile")]
    [InlineData("0.2", "-0.1", "low-res")]
    public void WhatIsOutOfBoundsIsSaid(string from, string to, string words)
    {
        using var model = TestPlayground.Model();
        var request = JsonSerializer.Deserialize<DrawRequest>(Good.Replace(from, to), DrawRequest.Format)!;
        Assert.Contains(words, request.Problem(TestPlayground.Describe(model)));
    }

    [Theory]
    [InlineData("\"seed\":1", "\"seed\":1.5")]
    [InlineData("\"seed\":1", "\"seed\":\"1\"")]
    [InlineData("\"seed\":1", "\"seed\":99999999999")]
    [InlineData("\"seed\":1,", "")]
    [InlineData("\"seed\":1", "\"seed\":1,\"from\":\"/etc\"")]
    [InlineData("\"a big red circle\"", "null")]
    [InlineData("[3,4]", "null")]
    [InlineData("[3,4]", "3")]
    [InlineData("0.9", "NaN")]
    [InlineData("0.9", "\"NaN\"")]
    [InlineData("\"dynamic\"", "\"often\"")]
    [InlineData("\"dynamic\"", "2")]
    public void WhatIsNoSettingIsNoRequest(string from, string to) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DrawRequest>(Good.Replace(from, to), DrawRequest.Format));

    [Fact]
    public void ALongCaptionIsRefusedAndOneOfEmojiIsNot()
    {
        using var model = TestPlayground.Model();
        var world = TestPlayground.Describe(model);
        Assert.Null((world.Defaults with { Caption = new string('a', PlayLimits.CaptionLength) }).Problem(world));
        Assert.Contains("201 characters", (world.Defaults with { Caption = new string('a', PlayLimits.CaptionLength + 1) }).Problem(world));
        Assert.Null((world.Defaults with { Caption = "a 🍎" }).Problem(world));
        Assert.Contains("no text", (world.Defaults with { Caption = "a \ud83c b" }).Problem(world));
    }

    /// <summary>Lists of the checkpoint's settings go to the U-Nets; their spacing goes with their samplers alone.</summary>
    [Fact]
    public void ThePageBeginsWithTheCheckpointsOwnSettings()
    {
        using var model = TestPlayground.Model();
        var world = TestPlayground.Describe(model, new SamplingSettings
        {
            Sampler = "ddim:0.5,dpmpp",
            Steps = new[] { 20, 10 },
            Spacing = StepSpacing.LogSnr,
            Guidance = new[] { 3, 1.5 },
            Thresholding = ThresholdingKind.Static,
        });

        Assert.Equal(["ddpm", "ddim", "dpmpp", "ddim:0.5"], world.Samplers);
        Assert.Equal(["ddim:0.5", "dpmpp"], world.Defaults.Samplers);
        Assert.Equal([20, 10], world.Defaults.Steps);
        Assert.Equal((0.9, 0.2), (world.Defaults.Percentile, world.Defaults.LowresNoise));
        Assert.Null(world.Defaults.Problem(world));
        Assert.Equal(StepSpacing.LogSnr, world.Defaults.ToSettings(world).Spacing);
        Assert.Null((world.Defaults with { Samplers = ["ddim", "dpmpp"] }).ToSettings(world).Spacing);
        Assert.All(world.Examples, example => Assert.Null(SceneGrammar.Explain(example)));
    }

    [Fact]
    public void SettingsForAnotherNumberOfUnetsAreRefused()
    {
        using var model = TestPlayground.Model();
        Assert.Throws<ArgumentException>(() => TestPlayground.Describe(model, new SamplingSettings { Sampler = "ddpm,ddim,dpmpp" }));
        Assert.Throws<ArgumentException>(() => TestPlayground.Describe(model, new SamplingSettings { Guidance = new[] { 1.0, 2, 3 } }));
    }

    [Fact]
    public void CancellingStopsBetweenTwoSteps()
    {
        using var studio = TestPlayground.NewStudio();
        using var cancellation = new CancellationTokenSource();
        var told = new List<DrawEvent>();
        Assert.Throws<OperationCanceledException>(() => studio.Draw(
            studio.World.Defaults,
            happened =>
            {
                told.Add(happened);
                if (told.Count == 2)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token));
        Assert.Equal(2, told.Count);
    }

    /// <summary>A thousand steps are not a thousand pictures to send; the last of each U-Net is always shown.</summary>
    [Fact]
    public void OfManyStepsSomeAreShown()
    {
        using var studio = TestPlayground.NewStudio();
        var told = new List<DrawEvent>();
        studio.Draw(studio.World.Defaults with { Steps = [205, 4] }, told.Add, CancellationToken.None);
        var steps = told.OfType<DrawEvent.Step>().Select(step => (step.Unet, step.Number)).ToArray();

        Assert.Equal([(1, 3), (1, 6), (1, 9)], steps[..3]);
        Assert.Equal([(1, 204), (1, 205), (2, 1), (2, 2), (2, 3), (2, 4)], steps[^6..]);
    }

    [Fact]
    public void TheHistogramCountsEveryValueOnceAndWhatIsCut()
    {
        using var values = tensor(new[] { -9f, -3f, -2.95f, 0.05f, 0.06f, 1.5f, 2.99f, 3f, 0.5f, 50f }).view(1, 1, 2, 5);
        using var bound = tensor(1.25f);
        var histogram = PredictionHistogram.Of(values, bound);

        Assert.Equal((1, 2), (histogram.Below, histogram.Above));
        Assert.Equal([0, 30, 35, 45, 59], Enumerable.Range(0, PredictionHistogram.Bins).Where(bin => histogram.Counts[bin] > 0));
        Assert.Equal([2, 2, 1, 1, 1], histogram.Counts.Where(count => count > 0));
        Assert.Equal((1.25, 0.7), (histogram.Bound, histogram.Clipped));
        Assert.Null(PredictionHistogram.Of(values, null).Bound);
        Assert.Equal(0, PredictionHistogram.Of(values, null).Clipped);
    }
}
