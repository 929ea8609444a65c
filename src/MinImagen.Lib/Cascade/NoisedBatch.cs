using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>A batch for one step of training, after everything random was drawn. Each picture's loss is its own.</summary>
/// <param name="Schedule">The diffusion process.</param>
/// <param name="XNoisy">x_t, shape (b, c, s, s).</param>
/// <param name="Times">t, shape (b).</param>
/// <param name="Target">What is to be predicted, shape of x_t.</param>
/// <param name="TextEmbeds">The captions, shape (b, n, d).</param>
/// <param name="TextMask">Where there are words, shape (b, n).</param>
/// <param name="Keep">Which captions are seen, shape (b).</param>
/// <param name="LowresNoisy">For super-resolution: the noised low-resolution pictures, shape of x_t.</param>
/// <param name="LowresTimes">For super-resolution: the timesteps that they were noised to, shape (b).</param>
internal sealed record NoisedBatch(
    GaussianDiffusion Schedule,
    Tensor XNoisy,
    Tensor Times,
    Tensor Target,
    Tensor TextEmbeds,
    Tensor? TextMask,
    Tensor Keep,
    Tensor? LowresNoisy,
    Tensor? LowresTimes)
{
    /// <summary>b.</summary>
    public long Size => XNoisy.shape[0];

    /// <summary>The batch in two parts, the first the larger one by at most one picture.</summary>
    public NoisedBatch[] Halves()
    {
        var half = (Size + 1) / 2;
        return [Part(0, half), Part(half, Size - half)];
    }

    private NoisedBatch Part(long start, long length)
    {
        Tensor Of(Tensor tensor) => tensor.narrow(0, start, length);
        return new NoisedBatch(
            Schedule,
            Of(XNoisy),
            Of(Times),
            Of(Target),
            Of(TextEmbeds),
            TextMask is null ? null : Of(TextMask),
            Of(Keep),
            LowresNoisy is null ? null : Of(LowresNoisy),
            LowresTimes is null ? null : Of(LowresTimes));
    }
}
