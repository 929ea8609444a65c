namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            public static partial class impl
            {
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentNullException.ThrowIfNull(milestones);
                        this.milestones = [.. milestones];
                        this.gamma = gamma;
                        step();
                    }

                    // A milestone that is given twice counts twice.
                    protected override IEnumerable<double> get_lr() =>
                        milestones.Contains(LastEpoch) ? Scaled(Math.Pow(gamma, milestones.Count(milestone => milestone == LastEpoch))) : Scaled(1);

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseLearningRates.Select(rate => rate * Math.Pow(gamma, milestones.Count(milestone => milestone <= LastEpoch)));
                }
            }
        }
    }
}
