using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Cli.Evaluation;

/// <summary>The score of a part of the captions.</summary>
/// <param name="Name">Which part.</param>
/// <param name="Captions">Different captions among them.</param>
/// <param name="Pictures">Pictures drawn.</param>
/// <param name="Score">How they came out.</param>
internal sealed record ShapesGroup(string Name, int Captions, int Pictures, SceneScore Score)
{
    /// <summary>The name of the group with one object.</summary>
    public const string One = "one object";

    /// <summary>The name of the group with two.</summary>
    public const string Two = "two objects";

    private static readonly (string Name, Predicate<Scene> Holds)[] Parts =
    [
        (One, scene => scene.Second is null),
        (Two, scene => scene.Second is not null),
        .. Enum.GetValues<Relation>().Select<Relation, (string, Predicate<Scene>)>(
            relation => (SceneGrammar.Word(relation), scene => scene.Relation == relation)),
        ("an object never shown", scene => scene.Second is not null && scene.Objects.Any(HeldOutScenes.Contains)),
        ("only their meeting is new", scene =>
            scene.Second is not null && HeldOutScenes.Contains(scene) && !scene.Objects.Any(HeldOutScenes.Contains)),
    ];

    /// <summary>Scores every part that has pictures: by number of objects, by relation, by what about the combination is new.</summary>
    public static IReadOnlyList<ShapesGroup> Split(IReadOnlyList<SceneOutcome> outcomes) =>
    [
        .. from part in Parts
           let members = outcomes.Where(outcome => part.Holds(outcome.Asked)).ToArray()
           where members.Length > 0
           select new ShapesGroup(part.Name, members.Select(member => member.Asked).Distinct().Count(), members.Length, SceneScore.Of(members)),
    ];
}
