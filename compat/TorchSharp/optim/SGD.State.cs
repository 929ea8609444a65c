using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class SGD
{
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>Null before the first step with momentum.</summary>
        public Tensor? momentum_buffer;

        public State(Parameter parameter)
            : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options) => Replace(ref momentum_buffer, null);

        public override void SaveStateDict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            SaveOptional(writer, momentum_buffer);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            LoadOptional(reader, ref momentum_buffer);
        }

        public override void LoadStateDict(OptimizerState source) =>
            Replace(ref momentum_buffer, As<State>(source).momentum_buffer is { } buffer ? CopyOf(buffer) : null);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State that && Close(momentum_buffer, that.momentum_buffer);

        public override void to(Device device) => Move(ref momentum_buffer, device);

        public void Dispose() => momentum_buffer?.Dispose();

        internal override void Free() => Dispose();
    }
}
