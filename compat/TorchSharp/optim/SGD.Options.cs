namespace TorchSharp.Modules;

public partial class SGD
{
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(Known(momentum));
            writer.Write(Known(dampening));
            writer.Write(Known(weight_decay));
            writer.Write(Known(nesterov));
            writer.Write(Known(maximize));
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            var other = As<Options>(source);
            base.LoadStateDict(source);
            (momentum, dampening, weight_decay, nesterov, maximize) =
                (other.momentum, other.dampening, other.weight_decay, other.nesterov, other.maximize);
        }

        internal readonly record struct Values(double LearningRate, double Momentum, double Dampening, double WeightDecay, bool Nesterov, bool Maximize);

        internal Values Rates => new(
            Known(LearningRate), Known(momentum), Known(dampening), Known(weight_decay), Known(nesterov), Known(maximize));

        internal override void FillFrom(OptimizerOptions defaults)
        {
            base.FillFrom(defaults);
            var other = As<Options>(defaults);
            momentum ??= other.momentum;
            dampening ??= other.dampening;
            weight_decay ??= other.weight_decay;
            nesterov ??= other.nesterov;
            maximize ??= other.maximize;
            Check();
        }

        internal void Check()
        {
            if (!(LearningRate >= 0))
                throw new ArgumentException($"Invalid learning rate: {LearningRate}");
            if (!(momentum >= 0))
                throw new ArgumentException($"Invalid momentum value: {momentum}");
            if (!(weight_decay >= 0))
                throw new ArgumentException($"Invalid weight_decay value: {weight_decay}");
            if (nesterov == true && (momentum == 0 || dampening != 0))
                throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening");
        }
    }
}
