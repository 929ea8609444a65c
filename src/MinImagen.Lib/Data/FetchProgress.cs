namespace MinImagen.Lib.Data;

/// <summary>How far the making or reading of a data set is.</summary>
/// <param name="Stage">What is being done, for a person to read.</param>
/// <param name="Fraction">How much of the whole is done, from 0 to 1.</param>
public sealed record FetchProgress(string Stage, double Fraction)
{
    /// <summary>Reports pictures as a stage.</summary>
    /// <param name="outer">Who is told; nobody when null.</param>
    /// <param name="stage">What is being done.</param>
    internal static IProgress<(int Done, int Total)>? Part(IProgress<FetchProgress>? outer, string stage) =>
        outer is null ? null : new Counted(outer, stage);

    private sealed class Counted(IProgress<FetchProgress> outer, string stage) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => outer.Report(new FetchProgress(stage, (double)value.Done / value.Total));
    }
}
