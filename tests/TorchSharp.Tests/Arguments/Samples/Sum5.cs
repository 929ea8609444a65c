namespace TorchSharp.Tests.Arguments.Samples;

/// <summary>A module of five inputs: the package has none of its own.</summary>
internal sealed class Sum5() : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>("Sum5")
{
    public override torch.Tensor forward(torch.Tensor a, torch.Tensor b, torch.Tensor c, torch.Tensor d, torch.Tensor e) => a + b + c + d + e;
}
