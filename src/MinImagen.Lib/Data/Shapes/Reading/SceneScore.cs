namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>How often pictures showed what their captions say, in all and attribute by attribute.</summary>
/// <param name="All">Everything right.</param>
/// <param name="Color">Every colour right.</param>
/// <param name="Kind">Every kind right.</param>
/// <param name="Size">Every size right.</param>
/// <param name="Relation">The relation right, of the scenes with two objects; null where there is none.</param>
/// <param name="Refused">No scene at all: the reader could not say what the picture shows.</param>
public sealed record SceneScore(
    Proportion All, Proportion Color, Proportion Kind, Proportion Size, Proportion? Relation, Proportion Refused)
{
    /// <summary>Counts.</summary>
    /// <param name="outcomes">The pictures.</param>
    public static SceneScore Of(IReadOnlyCollection<SceneOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        bool[] related = [.. outcomes.Where(outcome => outcome.Asked.Second is not null).Select(outcome => outcome.Match.Relation)];
        return new SceneScore(
            Proportion.Of([.. outcomes.Select(outcome => outcome.Match.All)]),
            Proportion.Of([.. outcomes.Select(outcome => outcome.Match.Color)]),
            Proportion.Of([.. outcomes.Select(outcome => outcome.Match.Kind)]),
            Proportion.Of([.. outcomes.Select(outcome => outcome.Match.Size)]),
            related.Length == 0 ? null : Proportion.Of(related),
            Proportion.Of([.. outcomes.Select(outcome => outcome.Seen.Scene is null)]));
    }
}
