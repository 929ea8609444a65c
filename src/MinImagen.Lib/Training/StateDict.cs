using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>Loads weights into a U-Net, all of them or none.</summary>
internal static class StateDict
{
    private const int ProblemsNamed = 3;

    /// <summary>Copies weights into a U-Net.</summary>
    /// <param name="unet">The U-Net.</param>
    /// <param name="weights">
    /// Every weight of its state dict and no other, of any floating-point type: half-precision files give a model of single
    /// precision. They stay the caller's.
    /// </param>
    /// <param name="source">Where they are from, for the message.</param>
    /// <exception cref="InvalidDataException">They do not fit; the message names the first that do not.</exception>
    public static void LoadInto(Unet unet, Dictionary<string, Tensor> weights, string source)
    {
        var own = unet.state_dict();
        string[] problems = [.. own.Keys.Except(weights.Keys).Select(name => $"{name} is missing")
            .Concat(weights.Keys.Except(own.Keys).Select(name => $"{name} is not of this U-Net"))
            .Concat(own.Keys.Intersect(weights.Keys).Where(name => !own[name].shape.SequenceEqual(weights[name].shape))
                .Select(name => $"{name} is [{string.Join(", ", weights[name].shape)}] instead of [{string.Join(", ", own[name].shape)}]"))];
        if (problems.Length > 0)
        {
            var more = problems.Length > ProblemsNamed ? $" and {problems.Length - ProblemsNamed} more" : "";
            throw new InvalidDataException($"{source}: not the weights of the U-Net that the parameters describe: {string.Join("; ", problems.Take(ProblemsNamed))}{more}");
        }
        unet.load_state_dict(weights.ToDictionary(weight => weight.Key, weight => weight.Value.to(own[weight.Key].dtype)));
    }
}
