using System.Text.Encodings.Web;

namespace Microsoft.AspNetCore.Html;

public interface IHtmlContent
{
    void WriteTo(TextWriter writer, HtmlEncoder encoder);
}
