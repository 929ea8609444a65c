using MinImagen.Lib.Cascade;

namespace MinImagen.Lib.Tests.Cascade;

public sealed class ImagenOptionsTests
{
    [Fact]
    public void ReadsWhatTheOriginalWrites()
    {
        var options = ImagenOptions.FromJson(
            """
            {
                "text_embed_dim": null, "channels": 3, "timesteps": 25, "cond_drop_prob": 0.15, "loss_type": "l2",
                "lowres_sample_noise_level": 0.2, "auto_normalize_img": true, "dynamic_thresholding_percentile": 0.9,
                "only_train_unet_number": null, "image_sizes": [64, 128], "text_encoder_name": "t5_small"
            }
            """);
        Assert.Equal(
            new ImagenOptions { ImageSizes = [64, 128], Timesteps = 25, CondDropProb = 0.15, TextEncoderName = "t5_small" },
            options);
        Assert.Equal(options, ImagenOptions.FromJson(options.ToJson()));
    }

    [Theory]
    [InlineData(LossType.L1, "\"l1\"")]
    [InlineData(LossType.L2, "\"l2\"")]
    [InlineData(LossType.Huber, "\"huber\"")]
    public void LossesHaveTheOriginalsNames(LossType type, string name)
    {
        var json = new ImagenOptions { ImageSizes = 64, LossType = type }.ToJson();
        Assert.Contains($"\"loss_type\": {name}", json);
        Assert.Equal(type, ImagenOptions.FromJson(json).LossType);
    }

    [Fact]
    public void OneNumberOrAListForTimestepsAndImageSizes()
    {
        var options = ImagenOptions.FromJson("""{"image_sizes": 64, "timesteps": [100, 200]}""");
        Assert.Equal(64, options.ImageSizes);
        Assert.Equal([100, 200], options.Timesteps);
        Assert.Contains("\"image_sizes\": 64", options.ToJson());
    }

    [Theory]
    [InlineData("{}", "image_sizes")]
    [InlineData("""{"image_sizes": 64, "loss_type": "l3"}""", "loss_type")]
    [InlineData("""{"image_sizes": 64, "loss_type": 1}""", "loss_type")]
    [InlineData("""{"image_sizes": 64, "channel": 1}""", "channel")]
    public void WhatIsNoOptionsIsRefused(string json, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => ImagenOptions.FromJson(json)).Message);

    [Fact]
    public void WhatCannotBeMadeIsRefusedByName()
    {
        var good = new ImagenOptions { ImageSizes = [8, 16] };
        Refused("image_sizes [8, 16] must name one side length a U-Net, and there are 3", good, 3);
        Refused("image_sizes 64 must name", good with { ImageSizes = 64 });
        Refused("it has no U-Net", good, 0);
        Refused("timesteps is a list of 3", good with { Timesteps = [30, 30, 30] });
        Refused("cond_drop_prob must lie in [0, 1], got 1.5", good with { CondDropProb = 1.5 });
        Refused("lowres_sample_noise_level", good with { LowresSampleNoiseLevel = double.NaN });
        Refused("dynamic_thresholding_percentile", good with { DynamicThresholdingPercentile = -1 });
        Refused("only_train_unet_number must lie in 1 … 2, got 3", good with { OnlyTrainUnetNumber = 3 });
        Refused("channels", good with { Channels = 0 });

        static void Refused(string message, ImagenOptions options, int unets = 2) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => options.Validate(unets)).Message);
    }
}
