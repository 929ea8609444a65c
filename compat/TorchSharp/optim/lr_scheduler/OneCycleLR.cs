namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Smith &amp; Topin 2018: up to the largest learning rate, then down far below where it began; momentum runs the other way.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int totalSteps;
                    private readonly AnnealStrategy strategy;
                    private readonly Phase[] phases;
                    private readonly Bounds[] bounds;
                    private readonly bool cycleMomentum;

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, [max_lr], total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, [base_momentum], [max_momentum], div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double> base_momentum = null!, IEnumerable<double> max_momentum = null!, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(max_lr);
                        totalSteps = TotalSteps(total_steps, epochs, steps_per_epoch);
                        if (!(pct_start is >= 0 and <= 1))
                            throw new ArgumentException($"Expected float between 0 and 1 pct_start, but got {pct_start}", nameof(pct_start));
                        if (cycle_momentum && !Groups.All(group => group is IMomentum or IBetas))
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled", nameof(cycle_momentum));

                        strategy = anneal_strategy;
                        cycleMomentum = cycle_momentum;
                        var largest = PerGroup(max_lr, nameof(max_lr));
                        var lowMomentum = PerGroup(base_momentum ?? [0.85], nameof(base_momentum));
                        var highMomentum = PerGroup(max_momentum ?? [0.95], nameof(max_momentum));
                        bounds = [.. Groups.Select((_, i) => new Bounds(
                            largest[i] / div_factor, largest[i], largest[i] / div_factor / final_div_factor, lowMomentum[i], highMomentum[i]))];
                        var top = pct_start * totalSteps - 1;
                        phases = three_phase
                            ? [
                                new Phase(top, b => b.Initial, b => b.Largest, b => b.HighMomentum, b => b.LowMomentum),
                                new Phase(2 * pct_start * totalSteps - 2, b => b.Largest, b => b.Initial, b => b.LowMomentum, b => b.HighMomentum),
                                new Phase(totalSteps - 1, b => b.Initial, b => b.Smallest, b => b.HighMomentum, b => b.HighMomentum),
                            ]
                            : [
                                new Phase(top, b => b.Initial, b => b.Largest, b => b.HighMomentum, b => b.LowMomentum),
                                new Phase(totalSteps - 1, b => b.Largest, b => b.Smallest, b => b.LowMomentum, b => b.HighMomentum),
                            ];
                        step();
                    }

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch > totalSteps)
                            throw new InvalidOperationException($"Tried to step {LastEpoch + 1} times. The specified number of total steps is {totalSteps}");

                        var current = Array.FindIndex(phases, phase => LastEpoch <= phase.End);
                        if (current < 0)
                            current = phases.Length - 1;
                        var phase = phases[current];
                        var start = current == 0 ? 0 : phases[current - 1].End;
                        var progress = (LastEpoch - start) / (phase.End - start);
                        for (var i = 0; i < bounds.Length; i++)
                        {
                            if (cycleMomentum)
                                SetMomentum(Groups[i], Anneal(phase.StartMomentum(bounds[i]), phase.EndMomentum(bounds[i]), progress));
                            yield return Anneal(phase.StartRate(bounds[i]), phase.EndRate(bounds[i]), progress);
                        }
                    }

                    private double Anneal(double start, double end, double progress) => strategy == AnnealStrategy.Cos
                        ? end + (start - end) / 2.0 * (Math.Cos(Math.PI * progress) + 1)
                        : (end - start) * progress + start;

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas adaptive)
                            adaptive.Betas = (momentum, adaptive.Betas.Item2);
                        else
                            ((IMomentum)group).Momentum = momentum;
                    }

                    private static int TotalSteps(int totalSteps, int epochs, int stepsPerEpoch)
                    {
                        if (totalSteps > 0)
                            return totalSteps;
                        if (totalSteps != -1)
                            throw new ArgumentException($"Expected positive integer total_steps, but got {totalSteps}", nameof(totalSteps));
                        if (epochs <= 0 || stepsPerEpoch <= 0)
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)", nameof(totalSteps));
                        return checked(epochs * stepsPerEpoch);
                    }

                    private double[] PerGroup(IEnumerable<double> values, string name)
                    {
                        double[] given = [.. values];
                        return given.Length == Groups.Count ? given
                            : given.Length == 1 ? [.. Groups.Select(_ => given[0])]
                            : throw new ArgumentException($"Expected {Groups.Count} values for {name}, but got {given.Length}", name);
                    }

                    private sealed record Bounds(double Initial, double Largest, double Smallest, double LowMomentum, double HighMomentum);

                    private sealed record Phase(double End, Func<Bounds, double> StartRate, Func<Bounds, double> EndRate, Func<Bounds, double> StartMomentum, Func<Bounds, double> EndMomentum);
                }
            }
        }
    }
}
