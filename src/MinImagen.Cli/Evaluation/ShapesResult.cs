using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Evaluation;

/// <summary>What came of one way of sampling.</summary>
/// <param name="Settings">The way.</param>
/// <param name="Outcomes">Every picture, in the order of the captions.</param>
/// <param name="SecondsAPicture">Time for one, all U-Nets together, several being drawn at once.</param>
internal sealed record ShapesResult(SamplingSettings Settings, IReadOnlyList<SceneOutcome> Outcomes, double SecondsAPicture)
{
    /// <summary>The scores, part by part.</summary>
    public IReadOnlyList<ShapesGroup> Groups { get; } = ShapesGroup.Split(Outcomes);

    /// <summary>All pictures together.</summary>
    public SceneScore Score { get; } = SceneScore.Of(Outcomes);

    /// <summary>The score of one part; null where it has no pictures.</summary>
    public SceneScore? Of(string group) => Groups.FirstOrDefault(part => part.Name == group)?.Score;

    /// <summary>Why pictures were refused, and how many, the most frequent reason first.</summary>
    public IReadOnlyList<(string Reason, int Pictures)> Refusals =>
    [
        .. Outcomes.Where(outcome => outcome.Seen.Refusal is not null)
            .CountBy(outcome => outcome.Seen.Refusal!)
            .OrderByDescending(reason => reason.Value)
            .Select(reason => (reason.Key, reason.Value)),
    ];
}
