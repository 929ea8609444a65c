namespace MinImagen.Cli.Bench;

/// <summary>What a U-Net is measured at.</summary>
public enum BenchWork
{
    /// <summary>One forward pass without gradients.</summary>
    Forward,

    /// <summary>One step of training: loss, gradients, Adam.</summary>
    Train,

    /// <summary>One step of sampling with guidance, from x_t to x_{t−1}.</summary>
    Sample,
}
