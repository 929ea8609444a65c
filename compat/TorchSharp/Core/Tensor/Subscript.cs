namespace TorchSharp;

/// <summary>
/// Python's subscripts on a tensor: numbers, slices, new axes and an ellipsis make a view, one dimension after the other;
/// tensors (positions or masks) then pick elements from that view.
/// </summary>
internal readonly ref struct Subscript
{
    private readonly DisposeScope scope;
    private readonly torch.Tensor view;
    private readonly torch.Tensor?[] picks;

    internal Subscript(torch.Tensor tensor, torch.TensorIndex[] indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        scope = torch.NewDisposeScope();
        try
        {
            (view, picks) = Follow(tensor, indices);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    internal torch.Tensor Get()
    {
        var result = picks.Length > 0 ? Op.index_Tensor.Call(view, Value.Optional(picks)) : view;
        return result.MoveToOuterDisposeScope();
    }

    internal void Set(torch.Tensor value, bool accumulate)
    {
        if (picks.Length > 0)
            Op.index_put_.Invoke(view, Value.Optional(picks), value, accumulate);
        else if (accumulate)
            view.add_(value);
        else
            view.copy_(value.expand(view.shape));
    }

    public void Dispose() => scope.Dispose();

    private static (torch.Tensor View, torch.Tensor?[] Picks) Follow(torch.Tensor tensor, torch.TensorIndex[] indices)
    {
        // A view of its own, so that an empty subscript returns a tensor that may be disposed.
        var view = tensor.alias();
        var picks = new List<torch.Tensor?>();
        var dim = 0;
        var picked = 0; // dimensions that the picks reach; a mask is one pick and may reach several
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i] ?? throw new ArgumentNullException(nameof(indices), $"subscript {i} is null");
            switch (index.What)
            {
                case torch.TensorIndex.Kind.Single:
                    view = view.select(dim, index.Start!.Value);
                    break;
                case torch.TensorIndex.Kind.Slice:
                    view = Op.slice.Call(view, dim++, index.Start, index.Stop, index.Step ?? 1);
                    break;
                case torch.TensorIndex.Kind.None:
                    view = view.unsqueeze(dim++);
                    break;
                case torch.TensorIndex.Kind.Ellipsis:
                    dim += (int)(view.Dimensions - dim - indices.Skip(i + 1).Sum(DimensionsTaken));
                    break;
                case torch.TensorIndex.Kind.Tensor:
                    for (; picked < dim; picked++)
                        picks.Add(null);
                    picks.Add(index.Mask);
                    dim += (int)DimensionsTaken(index);
                    picked = dim;
                    break;
            }

            if (dim > view.Dimensions)
                throw new ArgumentOutOfRangeException(nameof(indices), $"too many subscripts for a tensor of {tensor.Dimensions} dimensions");
        }

        return (view, [.. picks]);
    }

    /// <summary>How many of a tensor's dimensions a subscript takes up: a mask takes as many as it has.</summary>
    private static long DimensionsTaken(torch.TensorIndex index) => index.What switch
    {
        torch.TensorIndex.Kind.Single or torch.TensorIndex.Kind.Slice => 1,
        torch.TensorIndex.Kind.Tensor when index.Mask!.dtype == torch.ScalarType.Bool => index.Mask.Dimensions,
        torch.TensorIndex.Kind.Tensor => 1,
        _ => 0,
    };
}
