using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class Adam
{
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor exp_avg;
        public Tensor exp_avg_sq;
        public Tensor? max_exp_avg_sq;

        public State(Parameter parameter)
            : base(parameter)
        {
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
        }

        public override void Initialize(OptimizerOptions options)
        {
            var amsgrad = OptimizerOptions.As<Options>(options).amsgrad == true;
            step = 0;
            Replace(ref exp_avg!, Zeros());
            Replace(ref exp_avg_sq!, Zeros());
            Replace(ref max_exp_avg_sq, amsgrad ? Zeros() : null);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(step);
            TensorStream.Write(writer, exp_avg);
            TensorStream.Write(writer, exp_avg_sq);
            SaveOptional(writer, max_exp_avg_sq);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            step = reader.ReadInt64();
            TensorStream.Read(reader, exp_avg);
            TensorStream.Read(reader, exp_avg_sq);
            LoadOptional(reader, ref max_exp_avg_sq);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var other = As<State>(source);
            step = other.step;
            Replace(ref exp_avg!, CopyOf(other.exp_avg));
            Replace(ref exp_avg_sq!, CopyOf(other.exp_avg_sq));
            Replace(ref max_exp_avg_sq, other.max_exp_avg_sq is { } largest ? CopyOf(largest) : null);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State that && step == that.step
            && Close(exp_avg, that.exp_avg) && Close(exp_avg_sq, that.exp_avg_sq) && Close(max_exp_avg_sq, that.max_exp_avg_sq);

        public override void to(Device device)
        {
            Move(ref exp_avg!, device);
            Move(ref exp_avg_sq!, device);
            Move(ref max_exp_avg_sq, device);
        }

        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        internal override void Free() => Dispose();

        internal AdamMoments.Slot Advance(Tensor parameter, Tensor gradient) => new(parameter, gradient, exp_avg, exp_avg_sq, max_exp_avg_sq, ++step);
    }
}
