namespace MinImagen.Cli.Parity;

/// <summary>How near two tensors have to be.</summary>
internal enum Agreement
{
    /// <summary>Floating point by the golden data's tolerance, everything else exactly.</summary>
    Recorded,

    /// <summary>Weights after optimizer steps, whose differences the steps carry on.</summary>
    TrainedWeights,

    /// <summary>The same numbers, bit for bit or both not a number.</summary>
    Exact,
}
