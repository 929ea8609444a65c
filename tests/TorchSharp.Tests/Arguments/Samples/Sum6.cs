namespace TorchSharp.Tests.Arguments.Samples;

/// <summary>A module of six inputs: the package has none of its own.</summary>
internal sealed class Sum6() : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor>("Sum6")
{
    public override torch.Tensor forward(torch.Tensor a, torch.Tensor b, torch.Tensor c, torch.Tensor d, torch.Tensor e, torch.Tensor f) => a + b + c + d + e + f;
}
