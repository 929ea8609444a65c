namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            using var of = new TensorList(outputs, nameof(outputs));
            using var at = new TensorList(inputs, nameof(inputs));
            using var grads = new TensorList(grad_outputs, nameof(grad_outputs));
            unsafe
            {
                fixed (nint* o = of.Handles, i = at.Handles, g = grads.Handles)
                {
                    Door.Check(Door.door_autograd_grad(o, of.Count, i, at.Count, g, grads.Count, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, out var results, out var count));
                    return Results.All(new ReadOnlySpan<NativeValue>(results, count));
                }
            }
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            using var of = new TensorList(tensors, nameof(tensors));
            using var grads = new TensorList(grad_tensors, nameof(grad_tensors));
            using var at = new TensorList(inputs, nameof(inputs));
            var retain = retain_graph ?? create_graph;
            unsafe
            {
                fixed (nint* o = of.Handles, g = grads.Handles, i = at.Handles)
                    Door.Check(Door.door_backward(o, of.Count, g, grads.Count, retain ? 1 : 0, create_graph ? 1 : 0, i, at.Count));
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);
    }
}
