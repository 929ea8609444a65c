namespace TorchSharp.Tests.Arguments.Samples;

/// <summary>A module of four inputs: the package has none of its own.</summary>
internal sealed class Sum4() : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>("Sum4")
{
    public override torch.Tensor forward(torch.Tensor a, torch.Tensor b, torch.Tensor c, torch.Tensor d) => a + b + c + d;
}
