namespace MinImagen.Cli.Notebooks;

/// <summary>How long a cell may take, and how much it may put out.</summary>
/// <param name="Cell">The longest that one cell may run.</param>
/// <param name="Text">Characters that one cell may print.</param>
/// <param name="Data">Characters that one cell's displays may have together.</param>
internal sealed record KernelLimits(TimeSpan Cell, long Text = 1 << 20, long Data = 64 << 20);
