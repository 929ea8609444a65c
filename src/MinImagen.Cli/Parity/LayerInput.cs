using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>The inputs of a layer, as leaves of the graph where the recording has their gradients.</summary>
/// <param name="run">The case.</param>
internal sealed class LayerInput(CaseRun run)
{
    private readonly Dictionary<string, Tensor> leaves = [];

    /// <summary>An input that every case of the kind has.</summary>
    public Tensor Required(string name) => Optional(name) ?? run.Input(name);

    /// <summary>An input that only some cases have.</summary>
    public Tensor? Optional(string name)
    {
        var input = run.InputOrNull(name);
        if (input is null || !run.Expects("grad_in/" + name))
            return input;

        if (!leaves.TryGetValue(name, out var leaf))
            leaves[name] = leaf = input.clone().requires_grad_();
        return leaf;
    }

    /// <summary>Reports the gradients that the backward pass left, a gradient that is missing being zero.</summary>
    public void ReportGradients()
    {
        foreach (var (name, leaf) in leaves)
        {
            run.Report("grad_in/" + name, leaf.grad ?? TorchSharp.torch.zeros_like(leaf));
        }
    }
}
