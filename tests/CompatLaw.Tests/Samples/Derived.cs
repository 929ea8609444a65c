namespace CompatLaw.Tests.Samples;

/// <summary>Overrides what its base made public; <see cref="Elsewhere"/> the list knows at the base.</summary>
public sealed class Derived : Lawful
{
    public int Elsewhere { get; }

    [Obsolete("Says so.")]
    protected override void Resize(bool? keep = null) { }
}
