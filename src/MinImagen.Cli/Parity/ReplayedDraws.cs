using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Plays recorded draws back, in the order in which the original drew them.</summary>
/// <param name="draws">What was drawn: the function's name and the result.</param>
/// <param name="keepMask">Stands in for every draw of which captions to keep; null draws as usual.</param>
internal sealed class ReplayedDraws(IEnumerable<(string Function, Tensor Drawn)> draws, Tensor? keepMask = null) : RandomDraws
{
    private readonly Queue<(string Function, Tensor Drawn)> queue = new(draws);

    /// <summary>The draws of a case below a prefix, recorded as <c>NN.function</c>.</summary>
    public static IEnumerable<(string Function, Tensor Drawn)> Recorded(CaseRun run, string prefix)
        => run.Below(prefix)
            .OrderBy(draw => draw.Name, StringComparer.Ordinal)
            .Select(draw => (draw.Name[(draw.Name.LastIndexOf('.') + 1)..], draw.Tensor));

    /// <inheritdoc/>
    public override Tensor Times(int timesteps, long count, Device? device = null) => Next("randint", [count]);

    /// <inheritdoc/>
    public override Tensor Normal(long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null) => Next("randn", shape);

    /// <inheritdoc/>
    public override Tensor NormalLike(Tensor x) => Next("randn", x.shape);

    /// <inheritdoc/>
    public override Tensor KeepMask(long count, double probability, Device? device = null)
        => keepMask?.clone() ?? base.KeepMask(count, probability, device);

    /// <summary>Reports whether everything that was recorded was asked for.</summary>
    public void ReportLeft(CaseRun run)
        => run.ReportExact("draws", queue.Count == 0 ? null : $"{queue.Count} of the recorded ones were not asked for");

    private Tensor Next(string function, long[] shape)
    {
        if (!queue.TryDequeue(out var next))
            throw new InvalidDataException($"one draw more than was recorded: {function}({string.Join(", ", shape)})");
        if (!next.Function.StartsWith(function, StringComparison.Ordinal) || !next.Drawn.shape.SequenceEqual(shape))
            throw new InvalidDataException(
                $"drew {function}({string.Join(", ", shape)}), where {next.Function}{TensorComparer.Sizes(next.Drawn)} was recorded");

        // The caller may dispose what it draws.
        return next.Drawn.clone();
    }
}
