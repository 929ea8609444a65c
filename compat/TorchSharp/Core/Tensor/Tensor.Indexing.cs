using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => index([i1]);
            set => index_put_(value, [(TensorIndex)i1]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, i => (TensorIndex)i));
            set => index_put_(value, Array.ConvertAll(indices, i => (TensorIndex)i));
        }

        public Tensor index(params Tensor[] indices) => Op.index_Tensor.Call(this, Value.Optional(Given(indices)));

        public Tensor index(params TensorIndex[] indices)
        {
            using var view = new Subscript(this, indices);
            return view.Get();
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Op.index_put_.Invoke(this, Value.Optional(Given(indices)), value, accumulate);
            return this;
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            ArgumentNullException.ThrowIfNull(value);
            using var view = new Subscript(this, indices);
            view.Set(value, accumulate);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filler = full([], value, dtype, device);
            return index_put_(filler, indices);
        }

        public Tensor index_select(long dim, Tensor index) => Op.index_select.Call(this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Op.index_add.Call(this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Op.index_add_.Invoke(this, dim, index, source, alpha);
            return this;
        }

        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            Op.index_fill_.Invoke(this, dim, index, value);
            return this;
        }

        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            Op.index_copy_.Invoke(this, dim, index, source);
            return this;
        }

        public Tensor select(long dim, long index) => Op.select.Call(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) => Op.slice.Call(this, dim, start, finish, step);

        public Tensor narrow(long dim, long start, long length) => Op.narrow.Call(this, dim, start, length);

        public Tensor gather(long dim, Tensor index) => Op.gather.Call(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Op.scatter.Call(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Op.scatter_.Invoke(this, dim, index, src);
            return this;
        }

        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            Op.scatter_add_.Invoke(this, dim, index, src);
            return this;
        }

        public Tensor take(Tensor index) => Op.take.Call(this, index);

        public Tensor nonzero() => Op.nonzero.Call(this);

        public Tensor masked_fill(Tensor mask, Scalar value) => Op.masked_fill.Call(this, mask, Given(value));

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Op.masked_fill_.Invoke(this, mask, Given(value));
            return this;
        }

        public Tensor masked_select(Tensor mask) => Op.masked_select.Call(this, mask);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Op.masked_scatter.Call(this, mask, value);

        private static T Given<T>(T argument)
            where T : class => argument ?? throw new ArgumentNullException(nameof(argument));
    }
}
