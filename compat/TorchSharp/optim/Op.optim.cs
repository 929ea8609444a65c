namespace TorchSharp;

internal static partial class Op
{
    internal static readonly Operator
        _foreach_add_List = new("aten::_foreach_add", "List"),
        _foreach_add__List = new("aten::_foreach_add_", "List"),
        _foreach_add__Scalar = new("aten::_foreach_add_", "Scalar"),
        _foreach_addcdiv__Scalar = new("aten::_foreach_addcdiv_", "Scalar"),
        _foreach_addcmul__Scalar = new("aten::_foreach_addcmul_", "Scalar"),
        _foreach_div__Scalar = new("aten::_foreach_div_", "Scalar"),
        _foreach_maximum__List = new("aten::_foreach_maximum_", "List"),
        _foreach_mul__Scalar = new("aten::_foreach_mul_", "Scalar"),
        _foreach_neg = new("aten::_foreach_neg"),
        _foreach_sqrt = new("aten::_foreach_sqrt"),
        _foreach_zero_ = new("aten::_foreach_zero_"),
        view_as_real = new("aten::view_as_real");
}
