namespace Plotly.NET;

public class Trace2D(string traceTypeName) : Trace(traceTypeName);
