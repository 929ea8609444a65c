using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>The gradients of a model's parameters, after a backward pass.</summary>
internal static class ParameterGradients
{
    /// <summary>Reports those that were recorded.</summary>
    public static void Report(CaseRun run, nn.Module module)
    {
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (run.Expects("grad/" + name) && parameter.grad is { } gradient)
                run.Report("grad/" + name, gradient);
        }
    }
}
