using System.Globalization;
using MinImagen.Lib.Diffusion;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>The diffusion process without a model: its schedule, and one step back.</summary>
internal static class DiffusionCases
{
    /// <summary>The buffers of the schedule and every formula that reads them.</summary>
    public static void Schedule(CaseRun run)
    {
        var timesteps = run.Args.Int("timesteps");
        if (timesteps < VarianceSchedule.FewestTimesteps)
        {
            Refused(run, timesteps);
            return;
        }

        using var diffusion = new GaussianDiffusion(timesteps);
        Buffers(run, diffusion);

        var t = run.Input("t");
        var xStart = run.Input("x_start");
        var xT = run.Input("x_t");
        var noise = run.Input("noise");
        run.Report("out/q_sample", diffusion.QSample(xStart, t, noise));
        run.Report("out/predict_start", diffusion.PredictStartFromNoise(xT, t, noise));

        var posterior = diffusion.QPosterior(xStart, xT, t);
        run.Report("out/posterior_mean", posterior.Mean);
        run.Report("out/posterior_variance", posterior.Variance);
        run.Report("out/posterior_log_variance_clipped", posterior.LogVarianceClipped);

        // The recording keeps the levels in float32, but passed them as the decimal numbers that they stand for.
        var levels = run.Input("noise_levels").data<float>().ToArray()
            .Select(level => double.Parse(level.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        run.Report("out/get_times", cat([.. levels.Select(level => diffusion.GetTimes(1, level))]));
        run.Report("out/sampling_timesteps", cat([.. diffusion.SamplingTimesteps(1)]));
    }

    /// <summary>From a model's output to x₀, its thresholding, the posterior, and x_{t−1}.</summary>
    public static void ReverseStep(CaseRun run)
    {
        using var diffusion = new GaussianDiffusion(run.Args.Int("timesteps"));
        var percentile = run.Args.Number("percentile");
        var x = run.Input("x");
        var t = run.Input("t");

        var xStart = diffusion.PredictStartFromNoise(x, t, run.Input("model_output"));
        run.Report("out/x_start", xStart);
        run.Report("out/quantile", quantile(xStart.flatten(1).abs(), tensor(percentile, dtype: xStart.dtype), 1));
        run.Report("out/x_start_static", Thresholding.Static.Apply(xStart));

        var step = DdpmSampler.PMeanVariance(diffusion, x, t, run.Input("model_output"), Thresholding.Dynamic(percentile));
        run.Report("out/x_start_thresholded", step.XStart);
        run.Report("out/mean", step.Mean);
        run.Report("out/variance", step.Variance);
        run.Report("out/log_variance", step.LogVarianceClipped);
        run.Report("out/p_sample", DdpmSampler.PSample(step.Mean, step.LogVarianceClipped, t, run.Input("noise")));
    }

    private static void Buffers(CaseRun run, GaussianDiffusion diffusion)
    {
        foreach (var (name, _) in run.Below("buffer/"))
        {
            run.Report("buffer/" + name, name switch
            {
                "betas" => diffusion.Betas,
                "alphas_cumprod" => diffusion.AlphasCumprod,
                "alphas_cumprod_prev" => diffusion.AlphasCumprodPrev,
                "sqrt_alphas_cumprod" => diffusion.SqrtAlphasCumprod,
                "sqrt_one_minus_alphas_cumprod" => diffusion.SqrtOneMinusAlphasCumprod,
                "log_one_minus_alphas_cumprod" => diffusion.LogOneMinusAlphasCumprod,
                "sqrt_recip_alphas_cumprod" => diffusion.SqrtRecipAlphasCumprod,
                "sqrt_recipm1_alphas_cumprod" => diffusion.SqrtRecipm1AlphasCumprod,
                "posterior_variance" => diffusion.PosteriorVariance,
                "posterior_log_variance_clipped" => diffusion.PosteriorLogVarianceClipped,
                "posterior_mean_coef1" => diffusion.PosteriorMeanCoef1,
                "posterior_mean_coef2" => diffusion.PosteriorMeanCoef2,
                _ => throw new InvalidDataException($"'{name}' is no buffer of a schedule"),
            });
        }
    }

    /// <summary>What the original answers with NaN is refused, so nothing else of the recording is owed.</summary>
    private static void Refused(CaseRun run, int timesteps)
    {
        string? mismatch = "was not refused";
        try
        {
            new GaussianDiffusion(timesteps).Dispose();
        }
        catch (ArgumentOutOfRangeException)
        {
            mismatch = null;
        }

        run.ReportExact($"{timesteps} timesteps", mismatch);
        foreach (var (name, _) in run.Below("out/"))
        {
            run.LeaveOut("out/" + name);
        }
    }
}
