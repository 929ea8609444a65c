using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Tests.Terminal;

public sealed class ProgressRowTests
{
    [Fact]
    public void In_a_log_a_row_is_written_when_it_is_done_and_not_at_every_step()
    {
        TextWriter before = Console.Error;
        using StringWriter error = new();
        Console.SetError(error);
        try
        {
            int result = ProgressBoard.Run(board =>
            {
                ProgressRow row = board.Add("training", 100);
                for (int step = 1; step <= 100; step++)
                    row.Report(step, "loss 0.5");
                return 7;
            });
            Assert.Equal(7, result);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Equal("training  loss 0.5: 100 %\n", error.ToString());
    }
}
