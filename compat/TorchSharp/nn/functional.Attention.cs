namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(q kᵀ / √d + mask) v, composed: LibTorch 1.13 has no public fused attention.</summary>
            /// <param name="query">Shape (…, l, d).</param>
            /// <param name="key">Shape (…, s, d).</param>
            /// <param name="value">Shape (…, s, e).</param>
            /// <param name="attn_mask">Broadcasts to (…, l, s): booleans, true where attended, or numbers to add.</param>
            /// <param name="p">Probability with which an attention weight is dropped.</param>
            /// <param name="is_casual">Attends to no position after the query's own; excludes a mask.</param>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                ArgumentNullException.ThrowIfNull(query);
                ArgumentNullException.ThrowIfNull(key);
                ArgumentNullException.ThrowIfNull(value);
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("Causal attention takes no mask of its own.", nameof(attn_mask));

                using var scope = NewDisposeScope();
                var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(query.shape[^1]);
                if (is_casual)
                    attn_mask = ones(scores.shape[^2], scores.shape[^1], ScalarType.Bool, scores.device).tril();
                if (attn_mask is not null)
                {
                    scores = attn_mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity)
                        : scores + attn_mask;
                }

                var weights = scores.softmax(-1);
                if (p > 0)
                    weights = dropout(weights, p);
                return weights.matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
