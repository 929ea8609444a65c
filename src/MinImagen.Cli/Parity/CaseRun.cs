using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>
/// One case being run: what a runner reads the recording through, and reports what it computed to. Every tensor lives in
/// the dispose scope of whoever made the run.
/// </summary>
internal sealed class CaseRun
{
    /// <summary>The parts of a recording that have to be computed; the others are compared where they are.</summary>
    private static readonly string[] s_owed = ["out/", "grad/", "grad_in/"];

    private readonly IReadOnlyDictionary<string, Tensor> recorded;
    private readonly HashSet<string> leftOut = [];
    private readonly Dictionary<string, Tensor> computed = [];
    private readonly List<Comparison> comparisons = [];

    /// <summary>Reads the case's tensors and holds them against what the manifest says of them.</summary>
    /// <exception cref="InvalidDataException">File and manifest differ.</exception>
    public CaseRun(GoldenCase golden)
    {
        Case = golden;
        recorded = SafeTensors.Load(golden.File);
        foreach (var (name, spec) in golden.Tensors)
        {
            if (!recorded.TryGetValue(name, out var tensor))
                throw new InvalidDataException($"{Path.GetFileName(golden.File)} has no '{name}', which the manifest lists");
            if (!spec.Describes(tensor))
                throw new InvalidDataException($"'{name}' is {tensor.dtype} {TensorComparer.Sizes(tensor)}, in the manifest {spec.Type} ({string.Join(", ", spec.Shape)})");
        }
    }

    /// <summary>The case.</summary>
    public GoldenCase Case { get; }

    /// <summary>The arguments of the recorded call.</summary>
    public CaseArguments Args => Case.Args;

    /// <summary>What was computed so far, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Computed => computed;

    /// <summary>What was compared so far.</summary>
    public IReadOnlyList<Comparison> Comparisons => comparisons;

    /// <summary>A recorded tensor by its full name.</summary>
    public Tensor Recorded(string name)
        => RecordedOrNull(name) ?? throw new InvalidDataException($"the case has no '{name}'");

    /// <summary>A recorded tensor by its full name, or null where there is none.</summary>
    public Tensor? RecordedOrNull(string name) => recorded.GetValueOrDefault(name);

    /// <summary>An input, <c>in/…</c>.</summary>
    public Tensor Input(string name) => Recorded("in/" + name);

    /// <summary>An input, or null where it was not given.</summary>
    public Tensor? InputOrNull(string name) => RecordedOrNull("in/" + name);

    /// <summary>Whether the recording has a tensor of this name.</summary>
    public bool Expects(string name) => recorded.ContainsKey(name);

    /// <summary>The recorded tensors below a prefix such as <c>grad/</c>, by what follows it.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Below(string prefix)
        => recorded.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => (pair.Key[prefix.Length..], pair.Value));

    /// <summary>A state dict: from the shared file that stands for it, or from the case's own tensors.</summary>
    /// <param name="prefix">Which one, without the slash: a case with one model calls it <c>state</c>.</param>
    public IReadOnlyDictionary<string, Tensor> State(string prefix = "state")
        => Case.StateFiles.TryGetValue(prefix, out var file)
            ? SafeTensors.Load(file)
            : Below(prefix + "/").ToDictionary(pair => pair.Name, pair => pair.Tensor);

    /// <summary>The full path of a file that belongs to the case.</summary>
    public string SideFile(string name)
        => Case.SideFiles.GetValueOrDefault(name) ?? throw new InvalidDataException($"'{name}' is not among the case's side files");

    /// <summary>Takes what was computed for a recorded tensor, and compares the two.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="tensor">Ours.</param>
    /// <param name="agreement">How near it has to be.</param>
    /// <param name="rounding">By how much two right answers can differ, since their inputs are rounded.</param>
    public void Report(string name, Tensor tensor, Agreement agreement = Agreement.Recorded, double rounding = 0)
    {
        var ours = tensor.detach();
        if (!computed.TryAdd(name, ours))
            throw new InvalidOperationException($"'{name}' was computed twice");
        if (RecordedOrNull(name) is { } expected)
            comparisons.Add(TensorComparer.Compare(name, expected, ours, agreement, Case.NoiseFloor, rounding));
    }

    /// <summary>Takes a comparison of what is no tensor: names, texts, an error that has to be thrown.</summary>
    /// <param name="name">What was compared.</param>
    /// <param name="mismatch">How the two differ; null where they do not.</param>
    public void ReportExact(string name, string? mismatch)
        => comparisons.Add(mismatch is null ? new Comparison(name, 0, 0) : Comparison.Failed(name, mismatch));

    /// <summary>Compares two lists, part by part, as one thing.</summary>
    public void ReportExact<T>(string name, IReadOnlyList<T> expected, IReadOnlyList<T> actual)
    {
        var length = Math.Min(expected.Count, actual.Count);
        var first = Enumerable.Range(0, length).FirstOrDefault(i => !EqualityComparer<T>.Default.Equals(expected[i], actual[i]), length);
        ReportExact(name, first < length ? $"[{first}] is '{actual[first]}', not '{expected[first]}'"
            : expected.Count != actual.Count ? $"has {actual.Count} entries, not {expected.Count}"
            : null);
    }

    /// <summary>Says that a recorded tensor is one of the original's defects, and not owed.</summary>
    public void LeaveOut(string name) => leftOut.Add(name);

    /// <summary>Adds a failed comparison for everything recorded that is owed and was not computed.</summary>
    public void CountWhatIsMissing()
    {
        foreach (var name in recorded.Keys.Order(StringComparer.Ordinal))
        {
            if (s_owed.Any(part => name.StartsWith(part, StringComparison.Ordinal)) && !computed.ContainsKey(name) && !leftOut.Contains(name))
                comparisons.Add(Comparison.Failed(name, "was not computed"));
        }
    }
}
