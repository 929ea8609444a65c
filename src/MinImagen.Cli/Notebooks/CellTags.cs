namespace MinImagen.Cli.Notebooks;

/// <summary>Tags in a cell's metadata that the runner knows.</summary>
internal static class CellTags
{
    /// <summary>The output depends on the clock or the processor: it is not compared with the committed one.</summary>
    internal const string Varies = "varies";

    /// <summary>The cell may fail, an exercise that is not solved yet: the error is its output, and the run goes on. Jupyter knows this tag too.</summary>
    internal const string MayFail = "raises-exception";

    /// <summary>How many of a notebook's code cells may have outputs that vary: one in ten, and part of ten.</summary>
    internal static int MostThatVary(int codeCells) => (codeCells + 9) / 10;
}
