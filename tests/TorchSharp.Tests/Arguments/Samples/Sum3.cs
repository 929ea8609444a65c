namespace TorchSharp.Tests.Arguments.Samples;

/// <summary>A module of three inputs: the package has none of its own.</summary>
internal sealed class Sum3() : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>("Sum3")
{
    public override torch.Tensor forward(torch.Tensor a, torch.Tensor b, torch.Tensor c) => a + b + c;
}
