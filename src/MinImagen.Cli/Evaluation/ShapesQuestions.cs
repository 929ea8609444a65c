using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;

namespace MinImagen.Cli.Evaluation;

/// <summary>What a model of shapes is asked to draw.</summary>
internal static class ShapesQuestions
{
    /// <summary>Draws scenes, first those of one object, then those of two; each as likely as any other of its side.</summary>
    /// <param name="pictures">How many, above 0.</param>
    /// <param name="oneObjectShare">The share of those with one object, from 0 to 1.</param>
    /// <param name="split">Validation for combinations that training never shows, train for those that it does.</param>
    /// <param name="seed">Decides the scenes.</param>
    public static IReadOnlyList<Scene> Draw(int pictures, double oneObjectShare, DataSplit split, long seed)
    {
        var ones = (int)Math.Round(pictures * oneObjectShare);
        IEnumerable<Scene> Scenes(int count, double share)
        {
            var data = new ShapesDataset(new ShapesOptions { Count = Math.Max(count, 1), Split = split, Seed = seed, OneObjectShare = share });
            return Enumerable.Range(0, count).Select(data.GetScene);
        }

        return [.. Scenes(ones, 1), .. Scenes(pictures - ones, 0)];
    }
}
