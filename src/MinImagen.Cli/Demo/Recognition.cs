namespace MinImagen.Cli.Demo;

/// <summary>What a picture was taken for.</summary>
/// <param name="Caption">What it was asked to show.</param>
/// <param name="Nearest">The emoji that it is nearest to.</param>
/// <param name="Distance">The mean squared difference to that one, of values in [0, 1].</param>
/// <param name="DistanceToCaption">The same to the emoji of the caption.</param>
internal sealed record Recognition(string Caption, string Nearest, double Distance, double DistanceToCaption)
{
    public bool IsRight => Nearest == Caption;
}
