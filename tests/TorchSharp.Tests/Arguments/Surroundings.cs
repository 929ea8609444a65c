namespace TorchSharp.Tests.Arguments;

/// <summary>What the tensors of a call are, where nothing else is said: so that a wrong argument is wrong in different company.</summary>
internal enum Surroundings
{
    /// <summary>float32, (4, 4).</summary>
    Matrix,

    /// <summary>float32, (4, 4, 4, 4).</summary>
    Image,

    /// <summary>float32, (4).</summary>
    Vector,

    /// <summary>float32, (4, 4, 4).</summary>
    Volume,

    /// <summary>int64, (4, 4), all 1.</summary>
    Indices,

    /// <summary>bool, (4, 4).</summary>
    Mask,

    /// <summary>float32, (4, 4), a leaf that requires a gradient.</summary>
    Graded,
}
