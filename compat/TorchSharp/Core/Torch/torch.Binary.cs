namespace TorchSharp;

public static partial class torch
{
    public static Tensor add(Tensor left, Tensor right) => Op.add_Tensor.Call(left, right);

    public static Tensor add_(Tensor left, Tensor right) => Given(left).add_(right);

    public static Tensor add(Tensor left, Scalar right) => Op.add_Scalar.Call(left, right);

    public static Tensor add_(Tensor left, Scalar right) => Given(left).add_(right);

    public static Tensor sub(Tensor left, Tensor right) => Op.sub_Tensor.Call(left, right);

    public static Tensor sub_(Tensor left, Tensor right) => Given(left).sub_(right);

    public static Tensor sub(Tensor left, Scalar right) => Op.sub_Scalar.Call(left, right);

    public static Tensor sub_(Tensor left, Scalar right) => Given(left).sub_(right);

    public static Tensor mul(Tensor left, Tensor right) => Op.mul_Tensor.Call(left, right);

    public static Tensor mul_(Tensor left, Tensor right) => Given(left).mul_(right);

    public static Tensor mul(Tensor left, Scalar right) => Op.mul_Scalar.Call(left, right);

    public static Tensor mul_(Tensor left, Scalar right) => Given(left).mul_(right);

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div(right, rounding_mode);

    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div_(right, rounding_mode);

    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div(right, rounding_mode);

    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => Given(left).div_(right, rounding_mode);

    public static Tensor eq(Tensor left, Tensor right) => Op.eq_Tensor.Call(left, right);

    public static Tensor ne(Tensor left, Tensor right) => Op.ne_Tensor.Call(left, right);

    public static Tensor lt(Tensor left, Tensor right) => Op.lt_Tensor.Call(left, right);

    public static Tensor le(Tensor left, Tensor right) => Op.le_Tensor.Call(left, right);

    public static Tensor gt(Tensor left, Tensor right) => Op.gt_Tensor.Call(left, right);

    public static Tensor ge(Tensor left, Tensor right) => Op.ge_Tensor.Call(left, right);

    public static Tensor pow(Tensor left, Tensor exponent) => Op.pow_Tensor_Tensor.Call(left, exponent);

    public static Tensor pow(Tensor left, Scalar exponent) => Op.pow_Tensor_Scalar.Call(left, exponent);

    public static Tensor maximum(Tensor input, Tensor other) => Op.maximum.Call(input, other);

    public static Tensor minimum(Tensor input, Tensor other) => Op.minimum.Call(input, other);

    public static Tensor logical_and(Tensor left, Tensor right) => Op.logical_and.Call(left, right);

    public static Tensor logical_or(Tensor left, Tensor right) => Op.logical_or.Call(left, right);

    public static Tensor logical_xor(Tensor left, Tensor right) => Op.logical_xor.Call(left, right);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => Op.clamp.Call(input, min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => Op.clamp_Tensor.Call(input, min, max);

    public static Tensor clamp_min(Tensor input, Scalar min) => Op.clamp_min.Call(input, min);

    public static Tensor clamp_max(Tensor input, Scalar max) => Op.clamp_max.Call(input, max);

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => Op.lerp_Tensor.Call(input, end, weight);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Op.where_self.Call(condition, x, y);

    public static Tensor[] where(Tensor condition) => Op.where.CallMany(condition);
}
