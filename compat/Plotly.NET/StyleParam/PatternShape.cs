using System.Text.Json.Nodes;

namespace Plotly.NET;

public static partial class StyleParam
{
    public sealed class PatternShape : IPlotValue
    {
        private readonly string value;

        private PatternShape(string value) => this.value = value;

        public static PatternShape None { get; } = new("");

        public static PatternShape DiagonalDescending { get; } = new("/");

        public static PatternShape DiagonalAscending { get; } = new("\\");

        public static PatternShape DiagonalChecked { get; } = new("x");

        public static PatternShape HorizontalLines { get; } = new("-");

        public static PatternShape VerticalLines { get; } = new("|");

        public static PatternShape Checked { get; } = new("+");

        public static PatternShape Dots { get; } = new(".");

        public override string ToString() => value;

        JsonNode IPlotValue.ToJson() => JsonValue.Create(value);
    }
}
