using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The update that Adam (Kingma &amp; Ba 2015, algorithm 1) and AdamW (Loshchilov &amp; Hutter 2019, algorithm 2) share,
/// on lists of tensors.
/// </summary>
internal static class AdamMoments
{
    /// <summary>A parameter, its gradient and its running moments; <c>Step</c> counts this step too.</summary>
    internal readonly record struct Slot(Tensor Parameter, Tensor Gradient, Tensor Mean, Tensor Square, Tensor? MaxSquare, long Step);

    internal readonly record struct Rates(double LearningRate, double Beta1, double Beta2, double Eps, double WeightDecay, bool Decoupled, bool Maximize)
    {
        internal void Check()
        {
            if (!(LearningRate >= 0))
                throw new ArgumentException($"Invalid learning rate: {LearningRate}");
            if (!(Eps >= 0))
                throw new ArgumentException($"Invalid epsilon value: {Eps}");
            if (!(Beta1 is >= 0 and < 1))
                throw new ArgumentException($"Invalid beta parameter at index 0: {Beta1}");
            if (!(Beta2 is >= 0 and < 1))
                throw new ArgumentException($"Invalid beta parameter at index 1: {Beta2}");
            if (!(WeightDecay >= 0))
                throw new ArgumentException($"Invalid weight_decay value: {WeightDecay}");
        }
    }

    // Threads that share operators on so few elements wait for one another longer than they work.
    private const long WorkOfOneThread = 1 << 23;

    internal static void Update(IEnumerable<Slot> slotsOfStep, Rates rates)
    {
        Slot[] slots = [.. slotsOfStep];
        var threads = get_num_threads();
        if (threads == 1 || slots.Sum(slot => slot.Parameter.numel()) > WorkOfOneThread)
        {
            UpdateAlike(slots, rates);
            return;
        }

        set_num_threads(1);
        try
        {
            UpdateAlike(slots, rates);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private static void UpdateAlike(Slot[] slots, Rates rates)
    {
        // Bias correction depends on the step, which differs where a parameter had no gradient for a while; a state
        // without a maximum was loaded from an optimizer without AMSGrad.
        foreach (var alike in slots.GroupBy(slot => (slot.Step, slot.MaxSquare is null)))
            Update([.. alike], alike.Key.Step, rates);
    }

    private static void Update(Slot[] slots, long step, Rates rates)
    {
        var parameters = Array.ConvertAll(slots, slot => Real(slot.Parameter));
        var gradients = Array.ConvertAll(slots, slot => Real(slot.Gradient));
        var means = Array.ConvertAll(slots, slot => Real(slot.Mean));
        var squares = Array.ConvertAll(slots, slot => Real(slot.Square));

        if (rates.Maximize)
            gradients = Op._foreach_neg.CallMany(gradients);

        // θ ← θ − γλθ (AdamW), or g ← g + λθ (Adam's L2 penalty)
        if (rates.Decoupled)
            Op._foreach_mul__Scalar.Invoke(parameters, 1 - rates.LearningRate * rates.WeightDecay);
        else if (rates.WeightDecay != 0)
            gradients = Op._foreach_add_List.CallMany(gradients, parameters, rates.WeightDecay);

        // m ← β₁m + (1 − β₁)g
        Op._foreach_mul__Scalar.Invoke(means, rates.Beta1);
        Op._foreach_add__List.Invoke(means, gradients, 1 - rates.Beta1);

        // v ← β₂v + (1 − β₂)g²
        Op._foreach_mul__Scalar.Invoke(squares, rates.Beta2);
        Op._foreach_addcmul__Scalar.Invoke(squares, gradients, gradients, 1 - rates.Beta2);

        // v̂ ← max(v̂, v) (AMSGrad, Reddi et al. 2018, algorithm 2)
        if (slots[0].MaxSquare is not null)
        {
            var largest = Array.ConvertAll(slots, slot => Real(slot.MaxSquare!));
            Op._foreach_maximum__List.Invoke(largest, squares);
            squares = largest;
        }

        // θ ← θ − γ/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
        var denominators = Op._foreach_sqrt.CallMany(squares);
        Op._foreach_div__Scalar.Invoke(denominators, Math.Sqrt(1 - Math.Pow(rates.Beta2, step)));
        Op._foreach_add__Scalar.Invoke(denominators, rates.Eps);
        Op._foreach_addcdiv__Scalar.Invoke(parameters, means, denominators, -(rates.LearningRate / (1 - Math.Pow(rates.Beta1, step))));
    }

    // A complex number's real and imaginary part have moments of their own.
    private static Tensor Real(Tensor tensor) => tensor.is_complex() ? Op.view_as_real.Call(tensor) : tensor;
}
