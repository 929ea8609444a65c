namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Describe().RequiresGrad != 0;
            set => Door.Check(Door.door_set_requires_grad(SafeHandle, value ? 1 : 0));
        }

        public bool is_leaf => Describe().IsLeaf != 0;

        public unsafe Tensor? grad
        {
            get
            {
                ObjectDisposedException.ThrowIf(IsInvalid, this);
                Door.Check(Door.door_grad(SafeHandle, out var results, out _));
                return Results.Optional(results);
            }

            set
            {
                ObjectDisposedException.ThrowIf(IsInvalid, this);
                Door.Check(Door.door_set_grad(SafeHandle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            ObjectDisposedException.ThrowIf(IsInvalid, this);
            Door.Check(Door.door_retain_grad(SafeHandle));
        }

        public void backward() => autograd.backward(this);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        public Tensor detach() => Op.detach.Call(this);

        public Tensor detach_()
        {
            Op.detach_.Invoke(this);
            return this;
        }
    }
}
