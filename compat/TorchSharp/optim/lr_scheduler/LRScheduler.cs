namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public abstract class LRScheduler
            {
                protected int _step_count;

                private readonly bool verbose;
                private readonly double[] lastLearningRates;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    Optimizer = optimizer;
                    Groups = [.. optimizer.ParamGroups];
                    LastEpoch = last_epoch;
                    BaseLearningRates = [.. Groups.Select(group => group.InitialLearningRate)];
                    lastLearningRates = [.. Groups.Select(group => group.LearningRate)];
                    this.verbose = verbose;
                }

                public virtual void step() => step(null);

                /// <summary>Sets the learning rates of the next epoch, or those of a given one.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    LastEpoch = epoch ?? LastEpoch + 1;
                    Set([.. epoch.HasValue ? get_closed_form_lr() : get_lr()]);
                }

                /// <summary>Most schedulers look at no metric.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => lastLearningRates;

                /// <summary>The learning rates of <see cref="LastEpoch"/>, from those that the groups have now.</summary>
                protected virtual IEnumerable<double> get_lr() => Groups.Select(group => group.LearningRate);

                /// <summary>The same from the initial learning rates, where there is a formula for it.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                internal Optimizer Optimizer { get; }

                internal int LastEpoch { get; set; }

                private protected IReadOnlyList<ILearningRateController> Groups { get; }

                private protected IReadOnlyList<double> BaseLearningRates { get; }

                private protected IEnumerable<double> Scaled(double factor) => Groups.Select(group => group.LearningRate * factor);

                private void Set(double[] learningRates)
                {
                    for (var i = 0; i < learningRates.Length; i++)
                    {
                        Groups[i].LearningRate = learningRates[i];
                        if (verbose && lastLearningRates[i] != learningRates[i])
                            Console.WriteLine($"Adjusting learning rate to {learningRates[i]}");
                        lastLearningRates[i] = learningRates[i];
                    }
                }
            }
        }
    }
}
