namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                public class ConstantLR : LRScheduler
                {
                    private readonly double factor;
                    private readonly int totalIters;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (!(factor is >= 0 and <= 1))
                            throw new ArgumentException("Constant multiplicative factor expected to be between 0 and 1.", nameof(factor));
                        this.factor = factor;
                        totalIters = total_iters;
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Scaled(LastEpoch == 0 ? factor : LastEpoch == totalIters ? 1.0 / factor : 1);

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseLearningRates.Select(rate => rate * (LastEpoch >= totalIters ? 1 : factor));
                }
            }
        }
    }
}
