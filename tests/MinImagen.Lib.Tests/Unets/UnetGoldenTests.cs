using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>Whole U-Nets against the Python original.</summary>
public sealed class UnetGoldenTests
{
    public static TheoryData<string> Unets { get; } = Golden.Ids("unet_base", "unet_super", "unet_mid");

    public static TheoryData<string> StateKeys { get; } = Golden.Ids("state_keys");

    public static TheoryData<string> Initializations { get; } = Golden.Ids("unet_init");

    [Theory]
    [MemberData(nameof(Unets))]
    public void PredictsWhatTheOriginalPredicts(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        using var unet = new Unet(UnetOptions.FromJson(golden.Args.GetRawText()));
        unet.load_state_dict(golden.State());

        foreach (var scenario in golden.Fields.GetProperty("scenarios").EnumerateObject())
        {
            var uses = scenario.Value.GetProperty("uses").EnumerateArray().Select(name => name.GetString()).ToHashSet();
            Tensor? Used(string name) => uses.Contains(name) ? golden["in/" + name] : null;

            var prediction = scenario.Value.TryGetProperty("forward_with_cond_scale", out var scale)
                ? unet.ForwardWithCondScale(
                    golden["in/x"],
                    golden["in/time"],
                    Used("text_embeds"),
                    Used("text_mask"),
                    Used("lowres_cond_img"),
                    Used("lowres_noise_times"),
                    scale.GetDouble())
                : unet.Forward(
                    golden["in/x"],
                    golden["in/time"],
                    Used("text_embeds"),
                    Used("text_mask"),
                    Used("lowres_cond_img"),
                    Used("lowres_noise_times"),
                    scenario.Value.GetProperty("cond_drop_prob").GetDouble(),
                    scenario.Value.TryGetProperty("keep_mask", out var keep) ? golden[keep.GetString()!] : null);
            golden.AssertEqual($"out/{scenario.Name}", prediction);

            if (scenario.Name == "default")
            {
                nn.functional.mse_loss(prediction, golden["in/target"]).backward();
            }
        }

        Assert.NotEmpty(golden.Keys("grad/"));
        Assert.All(golden.Keys("grad/"), key => golden.AssertEqual(key, unet.get_parameter(key["grad/".Length..])!.grad!));
    }

    [Theory]
    [MemberData(nameof(StateKeys))]
    public void WeightsHaveTheOriginalsNamesOrderAndShapes(string id)
    {
        var golden = Golden.Case(id);
        var options = UnetOptions.FromJson(golden.Args.GetRawText());
        using var unet = new Unet(options);

        Assert.Equal(
            golden.Fields.GetProperty("state_dict").EnumerateObject().Select(entry => $"{entry.Name} {Shape(entry.Value)}"),
            unet.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]"));
        Assert.Equal(
            golden.Fields.GetProperty("parameters").EnumerateArray().Select(name => name.GetString()),
            unet.named_parameters().Select(entry => entry.name));

        static string Shape(System.Text.Json.JsonElement sides) => $"[{string.Join(", ", sides.EnumerateArray())}]";
    }

    [Theory]
    [MemberData(nameof(Initializations))]
    public void InitialWeightsAreTheOriginalsForTheSameSeed(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        DirtyMemory.FillWith(float.NaN);
        manual_seed(golden.Seed);
        using var unet = new Unet(UnetOptions.FromJson(golden.Args.GetProperty("unet").GetRawText()));
        var next = randn(4);

        var state = unet.state_dict();
        Assert.Equal(golden.Keys("out/").Count(), state.Count + 1);
        foreach (var (key, weight) in state)
        {
            var values = weight.detach().flatten();
            golden.AssertEqual("out/" + key, cat([values.narrow(0, 0, Math.Min(4, values.numel())), values.mean().view(1)]));
        }

        golden.AssertEqual("out/next_randn", next);
    }
}
