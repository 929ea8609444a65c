namespace MinImagen.Notebooks;

/// <summary>
/// Something to look at: the value of a cell's last expression, or what <c>display(…)</c> is given. It is drawn when it is made
/// and holds bytes and text only, so what it shows may be disposed of.
/// </summary>
public abstract class View
{
    /// <summary>What it shows in words and numbers, for a reader without pictures and for comparing two runs.</summary>
    public abstract string Text { get; }

    /// <summary>It as a piece of HTML that needs nothing from elsewhere; whatever came from outside is escaped.</summary>
    public abstract string Html { get; }

    /// <inheritdoc cref="Text"/>
    public sealed override string ToString() => Text;
}
