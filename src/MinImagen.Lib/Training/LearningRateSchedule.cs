namespace MinImagen.Lib.Training;

/// <summary>What the learning rate does after its warm-up.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays, as in the original.</summary>
    Constant,

    /// <summary>It falls to 0 along half a cosine (Loshchilov and Hutter 2017, eq. 5, one cycle).</summary>
    Cosine,
}
