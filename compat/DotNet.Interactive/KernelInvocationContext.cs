using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.Hosting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The cell that is running: where what it displays goes.</summary>
public class KernelInvocationContext
{
    private static KernelInvocationContext? current;

    private readonly CellOutput output;

    internal KernelInvocationContext(CellOutput output) => this.output = output;

    public static KernelInvocationContext Current =>
        current ?? throw new InvalidOperationException("No cell is running: there is nowhere to display this.");

    public DisplayedValue Display(object? value, params string[] mimeTypes)
    {
        IReadOnlyCollection<string> chosen = mimeTypes.Length > 0 ? mimeTypes : FormattedValues.MimeTypesFor(value);
        return Show(FormattedValues.Of(value, chosen), chosen);
    }

    public DisplayedValue DisplayAs(string value, string mimeType, params string[] additionalMimeTypes)
    {
        ArgumentNullException.ThrowIfNull(value);
        string[] mimeTypes = [mimeType, .. additionalMimeTypes];
        return Show(mimeTypes.Distinct().ToDictionary(mime => mime, _ => value), mimeTypes);
    }

    internal static void Enter(KernelInvocationContext context) => current = context;

    internal void Update(string displayId, IReadOnlyDictionary<string, string> data) => output.Update(displayId, data);

    private DisplayedValue Show(IReadOnlyDictionary<string, string> data, IReadOnlyCollection<string> mimeTypes) =>
        new(output.Display(data), mimeTypes, this);
}
