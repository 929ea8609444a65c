using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>
/// What one cell puts out, sent on as the objects that an .ipynb holds, in the order in which the cell made them. A cell
/// that puts out more than a notebook should hold is stopped: the next write throws, and goes on throwing.
/// </summary>
/// <param name="send">Takes one message, on one thread at a time.</param>
/// <param name="limits">How much the cell may put out.</param>
internal sealed class CellOutput(Action<JsonObject> send, OutputLimits limits)
{
    private const int MostBuffered = 4096;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock guard = new();
    private readonly StringBuilder printed = new();
    private string printedTo = "";
    private long sentAt;
    private long text;
    private long data;
    private int displays;

    /// <summary>Why the cell must fail although it may have caught what was thrown; null where it kept to the limits.</summary>
    internal string? Exceeded { get; private set; }

    /// <summary>Puts out printed text.</summary>
    /// <param name="stream">"stdout" or "stderr".</param>
    /// <param name="value">What was printed.</param>
    internal void Print(string stream, ReadOnlySpan<char> value)
    {
        lock (guard)
        {
            text += value.Length;
            Limit(text, limits.Text, "printed");
            if (stream != printedTo)
            {
                SendPrinted();
                printedTo = stream;
            }
            printed.Append(value);
            if (printed.Length > MostBuffered || (value.Contains('\n') && Stopwatch.GetElapsedTime(sentAt) > LongestWait))
            {
                SendPrinted();
            }
        }
    }

    /// <summary>Puts out a value's representations.</summary>
    /// <param name="representations">Each by its MIME type.</param>
    /// <returns>The display's name, by which it can be replaced.</returns>
    internal string Display(IReadOnlyDictionary<string, string> representations)
    {
        lock (guard)
        {
            var id = $"display-{++displays}";
            SendOutput("display_data", representations, id);
            return id;
        }
    }

    /// <summary>Puts out the value of the cell's last expression.</summary>
    /// <param name="representations">Each by its MIME type.</param>
    internal void Return(IReadOnlyDictionary<string, string> representations)
    {
        lock (guard)
        {
            SendOutput("execute_result", representations, display: null);
        }
    }

    /// <summary>Replaces a display.</summary>
    /// <param name="display">Its name.</param>
    /// <param name="representations">What is shown in its place.</param>
    internal void Update(string display, IReadOnlyDictionary<string, string> representations)
    {
        lock (guard)
        {
            send(new JsonObject { ["update"] = Bundle(representations), ["display"] = display });
        }
    }

    /// <summary>Sends what is still buffered.</summary>
    internal void Flush()
    {
        lock (guard)
        {
            SendPrinted();
        }
    }

    private void SendOutput(string type, IReadOnlyDictionary<string, string> representations, string? display)
    {
        SendPrinted();
        var output = new JsonObject { ["output_type"] = type, ["data"] = Bundle(representations), ["metadata"] = new JsonObject() };
        send(new JsonObject { ["output"] = output, ["display"] = display });
    }

    private void SendPrinted()
    {
        if (printed.Length > 0)
        {
            send(new JsonObject { ["output"] = new JsonObject { ["output_type"] = "stream", ["name"] = printedTo, ["text"] = printed.ToString() } });
        }
        printed.Clear();
        sentAt = Stopwatch.GetTimestamp();
    }

    private JsonObject Bundle(IReadOnlyDictionary<string, string> representations)
    {
        data += representations.Sum(pair => (long)pair.Value.Length);
        Limit(data, limits.Data, "displayed");
        var bundle = new JsonObject();
        foreach (var (mimeType, value) in representations)
        {
            bundle[mimeType] = FormattedValues.IsJson(mimeType) ? JsonNode.Parse(value) : value;
        }
        return bundle;
    }

    private void Limit(long size, long limit, string how)
    {
        if (size <= limit)
        {
            return;
        }
        Exceeded ??= $"the cell {how} more than {limit:N0} characters: let it show less";
        throw new OutputLimitException(Exceeded);
    }
}
