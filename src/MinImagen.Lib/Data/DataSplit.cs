namespace MinImagen.Lib.Data;

/// <summary>Which part of a data set a picture belongs to. It never changes between runs or machines.</summary>
public enum DataSplit
{
    /// <summary>What a model learns from.</summary>
    Train,

    /// <summary>What it is judged on and never learns from.</summary>
    Validation,
}
