namespace TorchSharp;

internal static partial class Op
{
    internal static readonly Operator adaptive_avg_pool1d = new("aten::adaptive_avg_pool1d");
    internal static readonly Operator adaptive_avg_pool2d = new("aten::adaptive_avg_pool2d");
    internal static readonly Operator adaptive_avg_pool3d = new("aten::adaptive_avg_pool3d");
    internal static readonly Operator avg_pool2d = new("aten::avg_pool2d");
    internal static readonly Operator conv1d = new("aten::conv1d");
    internal static readonly Operator conv1d_padding = new("aten::conv1d", "padding");
    internal static readonly Operator conv2d = new("aten::conv2d");
    internal static readonly Operator conv2d_padding = new("aten::conv2d", "padding");
    internal static readonly Operator cross_entropy_loss = new("aten::cross_entropy_loss");
    internal static readonly Operator dropout = new("aten::dropout");
    internal static readonly Operator dropout_ = new("aten::dropout_");
    internal static readonly Operator embedding = new("aten::embedding");
    internal static readonly Operator embedding_renorm_ = new("aten::embedding_renorm_");
    internal static readonly Operator foreach_mul_ = new("aten::_foreach_mul_", "Scalar");
    internal static readonly Operator foreach_norm = new("aten::_foreach_norm", "Scalar");
    internal static readonly Operator gelu_ = new("aten::gelu_");
    internal static readonly Operator group_norm = new("aten::group_norm");
    internal static readonly Operator huber_loss = new("aten::huber_loss");
    internal static readonly Operator l1_loss = new("aten::l1_loss");
    internal static readonly Operator layer_norm = new("aten::layer_norm");
    internal static readonly Operator linear = new("aten::linear");
    internal static readonly Operator max_pool2d = new("aten::max_pool2d");
    internal static readonly Operator max_pool2d_with_indices = new("aten::max_pool2d_with_indices");
    internal static readonly Operator mse_loss = new("aten::mse_loss");
    internal static readonly Operator one_hot = new("aten::one_hot");
    internal static readonly Operator pad = new("aten::pad");
    internal static readonly Operator pixel_shuffle = new("aten::pixel_shuffle");
    internal static readonly Operator pixel_unshuffle = new("aten::pixel_unshuffle");
    internal static readonly Operator set_data = new("aten::set_data");
    internal static readonly Operator silu_ = new("aten::silu_");
    internal static readonly Operator smooth_l1_loss = new("aten::smooth_l1_loss");
    internal static readonly Operator upsample_bicubic2d = new("aten::upsample_bicubic2d", "vec");
    internal static readonly Operator upsample_bicubic2d_aa = new("aten::_upsample_bicubic2d_aa", "vec");
    internal static readonly Operator upsample_bilinear2d = new("aten::upsample_bilinear2d", "vec");
    internal static readonly Operator upsample_bilinear2d_aa = new("aten::_upsample_bilinear2d_aa", "vec");
    internal static readonly Operator upsample_linear1d = new("aten::upsample_linear1d", "vec");
    internal static readonly Operator upsample_nearest1d = new("aten::upsample_nearest1d", "vec");
    internal static readonly Operator upsample_nearest2d = new("aten::upsample_nearest2d", "vec");
    internal static readonly Operator upsample_nearest3d = new("aten::upsample_nearest3d", "vec");
    internal static readonly Operator upsample_nearest_exact1d = new("aten::_upsample_nearest_exact1d", "vec");
    internal static readonly Operator upsample_nearest_exact2d = new("aten::_upsample_nearest_exact2d", "vec");
    internal static readonly Operator upsample_nearest_exact3d = new("aten::_upsample_nearest_exact3d", "vec");
    internal static readonly Operator upsample_trilinear3d = new("aten::upsample_trilinear3d", "vec");
}
