using MinImagen.Lib.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Cli.Demo;

/// <summary>Recognizes a picture: the nearest of all sample emoji, not only of those that were learnt.</summary>
internal sealed class DemoScore : IDisposable
{
    private readonly Tensor gallery;
    private readonly string[] names;

    /// <param name="gallery">The emoji to compare with.</param>
    public DemoScore(ICaptionedImages gallery)
    {
        using var scope = torch.NewDisposeScope();
        names = [.. Enumerable.Range(0, gallery.Count).Select(gallery.GetCaption)];
        this.gallery = torch.stack(Enumerable.Range(0, gallery.Count).Select(gallery.GetImage).ToArray()).DetachFromDisposeScope();
    }

    /// <summary>Recognizes each picture.</summary>
    /// <param name="pictures">Shape (n, 3, side, side) with the gallery's side, in [0, 1].</param>
    /// <param name="captions">What each was asked to show.</param>
    public IReadOnlyList<Recognition> Recognize(Tensor pictures, IReadOnlyList<string> captions)
    {
        using var scope = torch.NewDisposeScope();
        List<Recognition> recognized = [];
        for (var i = 0; i < captions.Count; i++)
        {
            // d(x, y) = 1/N ∑ (x − y)², over all pixels and channels
            var distances = (gallery - pictures[i]).pow(2).mean([1, 2, 3]).data<float>().ToArray();
            var nearest = Array.IndexOf(distances, distances.Min());
            recognized.Add(new Recognition(captions[i], names[nearest], distances[nearest], distances[Array.IndexOf(names, captions[i])]));
        }
        return recognized;
    }

    public void Dispose() => gallery.Dispose();
}
