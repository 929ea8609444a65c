namespace MinImagen.Cli.Play;

/// <summary>One draws, the others wait in the order in which they came, as many as there is room for.</summary>
/// <param name="waiting">How many may wait, beside the one whose turn it is.</param>
internal sealed class TurnQueue(int waiting)
{
    private readonly List<Turn> turns = [];

    /// <summary>How many there are, the one whose turn it is among them.</summary>
    public int Count
    {
        get
        {
            lock (turns)
            {
                return turns.Count;
            }
        }
    }

    /// <summary>Takes the last place.</summary>
    /// <returns>The place, to be disposed of; null where there is no room.</returns>
    public Turn? TryEnter()
    {
        lock (turns)
        {
            if (turns.Count > waiting)
            {
                return null;
            }

            var turn = new Turn(this);
            turn.Tell(turns.Count);
            turns.Add(turn);
            return turn;
        }
    }

    internal void Leave(Turn turn)
    {
        lock (turns)
        {
            var place = turns.IndexOf(turn);
            if (place < 0)
            {
                return;
            }

            turns.RemoveAt(place);
            for (var i = place; i < turns.Count; i++)
            {
                turns[i].Tell(i);
            }
        }
    }
}
