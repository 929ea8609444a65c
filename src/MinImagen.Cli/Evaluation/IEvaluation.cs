using MinImagen.Cli.Commands;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Evaluation;

/// <summary>How a model is judged that was trained on one kind of data.</summary>
internal interface IEvaluation : IDisposable
{
    /// <summary>Batches that one way of sampling takes.</summary>
    int Batches { get; }

    /// <summary>Draws and judges with one way of sampling, and keeps the result.</summary>
    /// <param name="settings">How to sample.</param>
    /// <param name="sheets">A folder for contact sheets; none when null.</param>
    /// <param name="bar">Told every step.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    void Measure(SamplingSettings settings, string? sheets, SamplingBar bar, CancellationToken cancellation);

    /// <summary>Prints the results: one in full, several as a row each.</summary>
    void Show();

    /// <summary>The results for <c>--json</c>.</summary>
    object Report();
}
