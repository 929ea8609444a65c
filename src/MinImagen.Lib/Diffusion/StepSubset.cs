namespace MinImagen.Lib.Diffusion;

/// <summary>Chooses timesteps of a chain.</summary>
internal static class StepSubset
{
    /// <summary>Chooses timesteps, evenly spaced in one way or another.</summary>
    /// <param name="diffusion">The chain, of T steps.</param>
    /// <param name="count">How many, from 1 to T.</param>
    /// <param name="spacing">In what they are evenly spaced.</param>
    /// <returns>Ascending, from 0 to T − 1; a single one is T − 1.</returns>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public static IReadOnlyList<int> Choose(GaussianDiffusion diffusion, int count, StepSpacing spacing)
    {
        var last = diffusion.Timesteps - 1;
        if (count > diffusion.Timesteps)
        {
            throw new ArgumentException(
                $"{count} sampling steps were asked for, and the model was trained on a chain of {diffusion.Timesteps}: ask for at most that many.");
        }

        if (count == 1)
        {
            return [last];
        }

        double Position(int time) => spacing == StepSpacing.Time ? time : -NoiseLevel.At(diffusion, time).Lambda;

        var (begin, end) = (Position(0), Position(last));
        var chosen = new int[count];
        var time = 0;
        for (var i = 0; i < count; i++)
        {
            // The nearest timestep that leaves room for those still to come.
            var wanted = begin + (end - begin) * i / (count - 1);
            while (time < last - (count - 1 - i) && Position(time + 1) - wanted <= wanted - Position(time))
            {
                time++;
            }

            chosen[i] = time++;
        }

        return chosen;
    }
}
