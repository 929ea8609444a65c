namespace MinImagen.Lib.Training;

/// <summary>Which of a training's weights are meant; the averaged ones where the training averaged.</summary>
public enum TrainedWeights
{
    /// <summary>Those with the lowest validation loss, by U-Net; those of the last checkpoint where there is none yet.</summary>
    Best,

    /// <summary>Those of the last checkpoint; the best where there is none any more.</summary>
    Last,
}
