using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Shapes;

/// <summary>Gives the reader pictures of which the truth is known, and counts.</summary>
/// <param name="pictures">Pictures of each sort, above 0.</param>
/// <param name="seed">Decides the pictures.</param>
/// <param name="sheets">An existing folder for a contact sheet of each sort; none when null.</param>
internal sealed class ReaderTrials(int pictures, long seed, string? sheets)
{
    private const int PicturesAtATime = 500;
    private const int PicturesOfSheet = 32;

    /// <summary>Reads fresh pictures of scenes, those of training and the held-out ones in turn.</summary>
    public ReaderAccuracy MeasureAccuracy(int side, PictureWear wear, CancellationToken cancellation)
    {
        ShapesDataset[] parts =
            [.. Enum.GetValues<DataSplit>().Select(split => new ShapesDataset(new ShapesOptions { Side = side, Seed = seed, Split = split }))];
        List<SceneOutcome> outcomes = [];
        Read(
            $"true-{side}-{wear}",
            i => parts[i % 2].GetImage(i),
            batch => WornPictures.Wear(batch, wear, seed),
            (i, reading) => outcomes.Add(new SceneOutcome(parts[i % 2].GetScene(i), reading)),
            cancellation);

        var score = SceneScore.Of(outcomes);
        return new ReaderAccuracy(side, wear, score.All, score.Color, score.Kind, score.Size, score.Relation);
    }

    /// <summary>Reads pictures that show no scene.</summary>
    public ReaderRefusals MeasureRefusals(int side, CounterExampleKind kind, CancellationToken cancellation)
    {
        var examples = new CounterExamples(side, seed);
        List<bool> refused = [];
        Read($"false-{side}-{kind}", i => examples.Draw(kind, i), batch => batch.alias(), (_, reading) => refused.Add(reading.Scene is null), cancellation);
        return new ReaderRefusals(side, kind, Proportion.Of(refused));
    }

    private void Read(string name, Func<int, Tensor> draw, Func<Tensor, Tensor> wear, Action<int, SceneReading> count, CancellationToken cancellation)
    {
        foreach (var indices in Enumerable.Range(0, pictures).Chunk(PicturesAtATime))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = wear(stack(indices.Select(draw).ToArray()));
            var readings = CaptionReader.Read(batch);
            foreach (var (index, reading) in indices.Zip(readings))
            {
                count(index, reading);
            }

            if (sheets is not null && indices[0] == 0)
            {
                var shown = Math.Min(PicturesOfSheet, indices.Length);
                var words = readings.Take(shown).Select(reading => reading.Scene?.Caption ?? $"({reading.Refusal})");
                new ContactSheet { Columns = 8 }.Save(Path.Combine(sheets, $"{name.ToLowerInvariant()}.png"), batch.narrow(0, 0, shown), [.. words]);
            }
        }
    }
}
