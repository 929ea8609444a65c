namespace MinImagen.Lib.Unets;

/// <summary>Makes a <see cref="OneOrEach{T}"/>.</summary>
public static class OneOrEach
{
    /// <summary>One value for all.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The option.</returns>
    public static OneOrEach<T> All<T>(T value) => new([value], isOne: true);

    /// <summary>A value for each.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The option.</returns>
    public static OneOrEach<T> Each<T>(ReadOnlySpan<T> values) => new(values.ToArray(), isOne: false);
}
