using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive;

/// <summary>What every cell can call without saying where it is: the kernel imports this class's static members.</summary>
public abstract class Kernel
{
    private protected Kernel()
    {
    }

    public static DisplayedValue display(object? value, params string[] mimeTypes) => KernelInvocationContext.Current.Display(value, mimeTypes);

    public static IHtmlContent HTML(string content) => new HtmlString(content);
}
