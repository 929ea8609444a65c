namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                public class LinearLR : LRScheduler
                {
                    private readonly double startFactor;
                    private readonly double endFactor;
                    private readonly int totalIters;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (!(start_factor is > 0 and <= 1))
                            throw new ArgumentException("Starting multiplicative factor expected to be greater than 0 and less or equal to 1.", nameof(start_factor));
                        if (!(end_factor is >= 0 and <= 1))
                            throw new ArgumentException("Ending multiplicative factor expected to be between 0 and 1.", nameof(end_factor));
                        startFactor = start_factor;
                        endFactor = end_factor;
                        totalIters = total_iters;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch == 0)
                            return Scaled(startFactor);
                        if (LastEpoch > totalIters)
                            return Scaled(1);

                        // f(t) / f(t − 1), where f(t) = start + (end − start) · t / total_iters
                        var slope = endFactor - startFactor;
                        return Scaled(1 + slope / (totalIters * startFactor + (LastEpoch - 1) * slope));
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseLearningRates.Select(rate => rate * (startFactor + (endFactor - startFactor) * Math.Min(totalIters, LastEpoch) / totalIters));
                }
            }
        }
    }
}
