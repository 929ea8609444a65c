namespace MinImagen.Lib.Text.Pretraining;

/// <summary>Whoever knows how common each token is, and nothing else: what an encoder has to beat.</summary>
public sealed class UnigramBaseline
{
    private readonly IReadOnlyList<long> counts;
    private readonly long total;

    /// <summary>Learns how common tokens are.</summary>
    /// <param name="counts">How often each token stands in the texts to learn from.</param>
    /// <exception cref="ArgumentException">There are no tokens.</exception>
    public UnigramBaseline(IReadOnlyList<long> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        this.counts = counts;
        total = counts.Sum();
        if (total <= 0)
            throw new ArgumentException("No token was counted.", nameof(counts));
        Commonest = Enumerable.Range(0, counts.Count).MaxBy(id => counts[id]);
    }

    /// <summary>The commonest token.</summary>
    public int Commonest { get; }

    /// <summary>The accuracy of always answering <see cref="Commonest"/>.</summary>
    /// <param name="targets">What was hidden, at least one token.</param>
    public double AccuracyOfCommonest(IReadOnlyCollection<int> targets) => targets.Average(id => id == Commonest ? 1.0 : 0);

    /// <summary>The expected accuracy of answering at random, each token as often as it is common.</summary>
    /// <param name="targets">What was hidden, at least one token.</param>
    public double AccuracyOfSampling(IReadOnlyCollection<int> targets) =>

        // 1/m · ∑ p(target)
        targets.Average(Probability);

    private double Probability(int id) => (double)counts[id] / total;
}
