using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Whole U-Nets with recorded weights, and the names and sizes of their weights.</summary>
internal static class UnetCases
{
    /// <summary>The scenario whose loss was differentiated; the first one where there is none of this name.</summary>
    private const string DifferentiatedScenario = "default";

    /// <summary>Every scenario of calling a U-Net; for one of them loss, gradients and their norm.</summary>
    public static void Forward(CaseRun run)
    {
        using var unet = new Unet(UnetOptions.FromJson(run.Args.Json));
        StateLoading.Load(unet, run.State());
        var scenarios = run.Case.Fields.Members("scenarios").ToList();
        var differentiated = scenarios.Find(scenario => scenario.Name == DifferentiatedScenario).Name ?? scenarios.FirstOrDefault().Name;
        foreach (var (name, scenario) in scenarios)
        {
            using var gradients = set_grad_enabled(name == differentiated);
            var prediction = Call(run, unet, scenario);
            run.Report("out/" + name, prediction);
            if (name == differentiated)
                Differentiate(run, unet, prediction);
        }
    }

    /// <summary>Names, order and sizes of the state dict, and which of them are trained.</summary>
    public static void StateKeys(CaseRun run)
    {
        using var unet = new Unet(UnetOptions.FromJson(run.Args.Json));
        run.ReportExact(
            "state_dict",
            [.. run.Case.Fields.Shapes("state_dict").Select(item => $"{item.Name} ({string.Join(", ", item.Shape)})")],
            [.. unet.state_dict().Select(item => $"{item.Key} {TensorComparer.Sizes(item.Value)}")]);

        var parameters = unet.named_parameters().ToList();
        run.ReportExact("parameters", run.Case.Fields.Texts("parameters"), [.. parameters.Select(item => item.name)]);
        run.ReportExact("param_count", [run.Case.Fields.Whole("param_count")], [parameters.Sum(item => item.parameter.numel())]);
    }

    private static Tensor Call(CaseRun run, Unet unet, CaseArguments scenario)
    {
        var uses = scenario.Texts("uses");
        Tensor? Used(string name) => uses.Contains(name) ? run.Input(name) : null;

        if (scenario.NumberOrNull("forward_with_cond_scale") is { } scale)
        {
            return unet.ForwardWithCondScale(
                run.Input("x"), run.Input("time"), Used("text_embeds"), Used("text_mask"),
                Used("lowres_cond_img"), Used("lowres_noise_times"), scale);
        }

        var keepMask = scenario.Has("keep_mask") ? run.Recorded(scenario.Text("keep_mask")) : null;
        return unet.Forward(
            run.Input("x"), run.Input("time"), Used("text_embeds"), Used("text_mask"),
            Used("lowres_cond_img"), Used("lowres_noise_times"), scenario.NumberOrNull("cond_drop_prob") ?? 0, keepMask);
    }

    private static void Differentiate(CaseRun run, Unet unet, Tensor prediction)
    {
        if (run.InputOrNull("target") is not { } target)
            return;

        var loss = nn.functional.mse_loss(prediction, target);
        run.Report("out/loss", loss);
        loss.backward();
        ParameterGradients.Report(run, unet);

        // ‖g‖ = √∑ g², over all parameters
        var gradients = unet.parameters().Select(parameter => parameter.grad).OfType<Tensor>();
        run.Report("out/grad_norm", stack([.. gradients.Select(gradient => gradient.square().sum())]).sum().sqrt());
    }
}
