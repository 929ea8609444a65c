using System.Numerics;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// Pictures that show no scene, though most of them nearly do: what a reader has to refuse. Picture i of a kind is a
/// function of the seed and i alone.
/// </summary>
/// <param name="side">Pixels a side.</param>
/// <param name="seed">Decides every picture.</param>
public sealed class CounterExamples(int side, long seed)
{
    private readonly ShapesDataset scenes = new(new ShapesOptions { Side = side, Seed = seed });

    /// <summary>Draws a picture.</summary>
    /// <param name="kind">What is wrong with it.</param>
    /// <param name="index">Which one, from 0 to 999 999.</param>
    /// <returns>Float32, shape (3, side, side), in [0, 1], which the caller disposes.</returns>
    public Tensor Draw(CounterExampleKind kind, int index)
    {
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)seed + (ulong)kind + 1) + (ulong)index));
        var picture = kind switch
        {
            CounterExampleKind.Noise => DrawNoise(random),
            CounterExampleKind.Blank => DrawBlank(random),
            CounterExampleKind.ThreeObjects => DrawThree(random),
            CounterExampleKind.Merged => DrawMerged(random),
            _ => DrawSpoiled(kind, scenes.GetPlacedScene(index), random),
        };
        return picture.ToTensor();
    }

    /// <summary>Each pixel for itself, or blended between the points of a coarse grid.</summary>
    private ScenePicture DrawNoise(SplitMix64 random)
    {
        var cells = random.Pick<int>([4, 8, 16, side]);
        var grid = Enumerable.Range(0, (cells + 1) * (cells + 1)).Select(_ => NextColor(random)).ToArray();
        var picture = new ScenePicture(side, Vector3.One);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var (x, y) = ((float)(i % side) * cells / side, (float)(i / side) * cells / side);
            var corner = ((int)y * (cells + 1)) + (int)x;
            var above = Vector3.Lerp(grid[corner], grid[corner + 1], x - (int)x);
            var below = Vector3.Lerp(grid[corner + cells + 1], grid[corner + cells + 2], x - (int)x);
            picture.Pixels[i] = Vector3.Lerp(above, below, y - (int)y);
        }

        return picture;
    }

    private ScenePicture DrawBlank(SplitMix64 random)
    {
        var (from, to) = (new Vector3((float)random.NextBetween(0.75, 1)), new Vector3((float)random.NextBetween(0.75, 1)));
        var picture = new ScenePicture(side, Vector3.One);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = Vector3.Lerp(from, to, (float)(i / side) / side) * Palette.Paper;
        }

        return picture;
    }

    private ScenePicture DrawThree(SplitMix64 random)
    {
        // Three big ones seldom find room, so the objects are drawn again with their places.
        List<PlacedObject> placed = [];
        for (var attempt = 0; placed.Count < 3; attempt++)
        {
            var thing = SceneLayout.PlaceAnywhere(random.Pick(SceneObject.All), random);
            if (placed.All(other => SceneLayout.IsApart(thing, other)))
            {
                placed.Add(thing);
            }
            else if (attempt % 50 == 49)
            {
                placed.Clear();
            }
        }

        return ScenePicture.Draw(new PlacedScene(new Scene(placed[0].Object), placed, Palette.Paper), side);
    }

    /// <summary>The centres nearer than the objects' reaches together, yet so far that each can be seen beside the other.</summary>
    private ScenePicture DrawMerged(SplitMix64 random)
    {
        var first = SceneLayout.PlaceAnywhere(random.Pick(SceneObject.All), random);
        var second = SceneLayout.PlaceAnywhere(random.Pick(SceneObject.All), random);
        var reach = (first.Side + second.Side) / 2;
        var distance = reach * random.NextBetween(0.6, 0.85);
        var quarter = random.NextBelow(4) * Math.PI / 2;
        var angle = quarter + random.NextBetween(-0.3, 0.3);
        var (dx, dy) = (distance * Math.Cos(angle) / 2, distance * Math.Sin(angle) / 2);

        return ScenePicture.Draw(
            new PlacedScene(
                new Scene(first.Object),
                [first with { X = 0.5 - dx, Y = 0.5 - dy }, second with { X = 0.5 + dx, Y = 0.5 + dy }],
                Palette.Paper),
            side);
    }

    private ScenePicture DrawSpoiled(CounterExampleKind kind, PlacedScene scene, SplitMix64 random)
    {
        var picture = new ScenePicture(side, scene.Paper);
        var spoiled = random.Pick(scene.Objects);
        foreach (var thing in scene.Objects)
        {
            if (ReferenceEquals(thing, spoiled))
            {
                Spoil(kind, picture, thing, scene.Paper, random);
            }
            else
            {
                picture.Lay(picture.Cover(thing), thing.Color);
            }
        }

        return picture;
    }

    private static void Spoil(CounterExampleKind kind, ScenePicture picture, PlacedObject thing, Vector3 paper, SplitMix64 random)
    {
        switch (kind)
        {
            case CounterExampleKind.Melted:
                picture.Lay(picture.Cover(Melt(Outline.Of(thing.Object.Kind), random), thing), thing.Color);
                break;
            case CounterExampleKind.Faded:
                picture.Lay(picture.Cover(thing), Vector3.Lerp(paper, thing.Color, (float)random.NextBetween(0.3, 0.6)));
                break;
            case CounterExampleKind.HalfColored:
                var others = Enum.GetValues<ShapeColor>().Where(color => color != thing.Object.Color).ToArray();
                LayHalves(picture, thing, Palette.ValueOf(random.Pick(others)), random.NextBetween(0, 2 * Math.PI));
                break;
            default:
                // an upper half would not do: that of a triangle is a triangle
                LayHalves(picture, thing, paper, random.Pick<double>([0, Math.PI]) + random.NextBetween(-0.5, 0.5));
                break;
        }
    }

    /// <summary>One half in the object's own colour, the other in another, on both sides of a line through its centre of mass.</summary>
    private static void LayHalves(ScenePicture picture, PlacedObject thing, Vector3 other, double angle)
    {
        var whole = picture.Cover(thing);
        picture.Lay(whole, thing.Color);

        var outline = Outline.Of(thing.Object.Kind);
        var (x, y) = (thing.X + (thing.Side * outline.CentroidX), thing.Y + (thing.Side * outline.CentroidY));
        for (var i = 0; i < whole.Values.Length; i++)
        {
            var (dx, dy) = ((i % picture.Side) + 0.5 - (x * picture.Side), (i / picture.Side) + 0.5 - (y * picture.Side));
            var beyond = Math.Clamp((dx * Math.Cos(angle)) + (dy * Math.Sin(angle)) + 0.5, 0, 1);
            var bare = picture.Pixels[i] - (whole.Values[i] * thing.Color);
            picture.Pixels[i] = bare + (whole.Values[i] * Vector3.Lerp(thing.Color, other, (float)beyond));
        }
    }

    /// <summary>Bends an outline by a few waves that together move it by about a seventh of its side.</summary>
    private static Outline Melt(Outline outline, SplitMix64 random)
    {
        const int Waves = 5;
        const int PiecesOfEdge = 24;
        var waves = Enumerable.Range(0, Waves).Select(_ => (
            Strength: random.NextBetween(0.06, 0.12),
            Direction: random.NextBetween(0, 2 * Math.PI),
            X: random.NextBetween(-9, 9),
            Y: random.NextBetween(-9, 9),
            Phase: random.NextBetween(0, 2 * Math.PI))).ToArray();

        var corners = outline.Corners;
        var points = corners.SelectMany((from, i) =>
        {
            var to = corners[(i + 1) % corners.Count];
            return Enumerable.Range(0, PiecesOfEdge).Select(piece => (
                X: from.X + ((to.X - from.X) * piece / PiecesOfEdge),
                Y: from.Y + ((to.Y - from.Y) * piece / PiecesOfEdge)));
        });
        return new Outline([.. points.Select(point => (
            point.X + waves.Sum(wave => wave.Strength * Math.Cos(wave.Direction) * Math.Sin((wave.X * point.X) + (wave.Y * point.Y) + wave.Phase)),
            point.Y + waves.Sum(wave => wave.Strength * Math.Sin(wave.Direction) * Math.Sin((wave.X * point.X) + (wave.Y * point.Y) + wave.Phase))))]);
    }

    private static Vector3 NextColor(SplitMix64 random) =>
        new((float)random.NextBetween(0, 1), (float)random.NextBetween(0, 1), (float)random.NextBetween(0, 1));
}
