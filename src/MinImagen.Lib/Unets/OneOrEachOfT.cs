using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace MinImagen.Lib.Unets;

/// <summary>
/// An option that is either one value for all (levels of a U-Net, U-Nets of a cascade) or a list with a value for each.
/// In JSON a number or a list of them, as the original writes it.
/// </summary>
/// <typeparam name="T">The type of a value.</typeparam>
[CollectionBuilder(typeof(OneOrEach), nameof(OneOrEach.Each))]
[JsonConverter(typeof(OneOrEachConverter))]
public sealed class OneOrEach<T> : IReadOnlyList<T>, IEquatable<OneOrEach<T>>
{
    private readonly T[] values;

    internal OneOrEach(T[] values, bool isOne)
    {
        this.values = values;
        IsOne = isOne;
    }

    /// <summary>Whether it is one value for all.</summary>
    public bool IsOne { get; }

    /// <summary>How many values were given: 1 if it is one for all.</summary>
    public int Count => values.Length;

    /// <summary>A value as it was given.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <returns>The value.</returns>
    public T this[int index] => values[index];

    /// <summary>One value for all.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator OneOrEach<T>(T value) => OneOrEach.All(value);

    /// <summary>A value for each.</summary>
    /// <param name="values">The values.</param>
    public static implicit operator OneOrEach<T>(T[] values) => OneOrEach.Each<T>(values);

    /// <summary>The values, one for each of so many.</summary>
    /// <param name="count">How many are needed.</param>
    /// <param name="option">The option's name, for the error.</param>
    /// <returns><paramref name="count"/> values.</returns>
    /// <exception cref="ArgumentException">A list was given, and its length is another.</exception>
    public IReadOnlyList<T> For(int count, string option)
    {
        if (IsOne)
        {
            return Enumerable.Repeat(values[0], count).ToArray();
        }

        return values.Length == count
            ? values
            : throw new ArgumentException($"{option} is a list of {values.Length}: one value for all or {count} are needed.");
    }

    /// <inheritdoc/>
    public bool Equals(OneOrEach<T>? other) =>
        other is not null && IsOne == other.IsOne && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OneOrEach<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => IsOne ? $"{values[0]}" : $"[{string.Join(", ", values)}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
