using Microsoft.DotNet.Interactive;

// The namespace that every cell uses already: so `x.Display()` needs none of its own.
namespace System;

public static class DisplayExtensions
{
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => KernelInvocationContext.Current.Display(value, mimeTypes);

    public static DisplayedValue DisplayAs(this string value, string mimeType, params string[] additionalMimeTypes) =>
        KernelInvocationContext.Current.DisplayAs(value, mimeType, additionalMimeTypes);
}
