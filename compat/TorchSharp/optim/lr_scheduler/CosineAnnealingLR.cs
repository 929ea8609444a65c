namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static partial class impl
            {
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double period;
                    private readonly double lowest;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        period = T_max;
                        lowest = eta_min;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (LastEpoch == 0)
                            return Scaled(1);

                        // Where the last rate was the lowest, the recursion below would divide by zero: the closed form's step there.
                        if ((LastEpoch - 1 - period) % (2 * period) == 0)
                            return Groups.Zip(BaseLearningRates, (group, rate) => group.LearningRate + (rate - lowest) * (1 - Math.Cos(Math.PI / period)) / 2);

                        // (γₜ − η_min) / (γₜ₋₁ − η_min) = (1 + cos(πt / T_max)) / (1 + cos(π(t − 1) / T_max))
                        return Groups.Select(group => (1 + Math.Cos(Math.PI * LastEpoch / period))
                            / (1 + Math.Cos(Math.PI * (LastEpoch - 1) / period)) * (group.LearningRate - lowest) + lowest);
                    }

                    // η_min + (γ₀ − η_min) · (1 + cos(πt / T_max)) / 2
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseLearningRates.Select(rate => lowest + (rate - lowest) * (1 + Math.Cos(Math.PI * LastEpoch / period)) / 2);
                }
            }
        }
    }
}
