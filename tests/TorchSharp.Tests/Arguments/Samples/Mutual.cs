namespace TorchSharp.Tests.Arguments.Samples;

/// <summary>A module whose field holds a module whose field holds it.</summary>
internal sealed class Mutual : torch.nn.Module
{
    internal readonly Mutual other;

    internal Mutual()
        : base(nameof(Mutual))
    {
        other = new Mutual(this);
        RegisterComponents();
    }

    private Mutual(Mutual first)
        : base(nameof(Mutual)) => other = first;
}
