namespace MinImagen.Lib.Data;

/// <summary>One emoji: its picture and its English name.</summary>
/// <param name="Key">Its code points in lower-case hexadecimal, joined by dashes, without the variation selector fe0f.</param>
/// <param name="Name">The Unicode CLDR short name, such as "red apple".</param>
/// <param name="Png">The picture, a PNG of 64 × 64 pixels.</param>
internal sealed record EmojiPicture(string Key, string Name, byte[] Png)
{
    /// <summary>
    /// The first code point. Variants are sequences on the same base (cat and black cat, heart and heart on fire) and
    /// must not fall on both sides of a split.
    /// </summary>
    public string Base => Key.Split('-')[0];
}
