using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

public class DisplayedValue
{
    private readonly string displayId;
    private readonly KernelInvocationContext context;

    internal DisplayedValue(string displayId, IReadOnlyCollection<string> mimeTypes, KernelInvocationContext context)
    {
        this.displayId = displayId;
        this.context = context;
        MimeTypes = mimeTypes;
    }

    public IReadOnlyCollection<string> MimeTypes { get; }

    public void Update(object? updatedValue) => context.Update(displayId, FormattedValues.Of(updatedValue, MimeTypes));
}
