namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Op.add_Tensor.Call(this, target);

        public Tensor add(Scalar scalar) => Op.add_Scalar.Call(this, scalar);

        public Tensor add_(Tensor target)
        {
            Op.add__Tensor.Invoke(this, target);
            return this;
        }

        public Tensor add_(Scalar scalar)
        {
            Op.add__Scalar.Invoke(this, scalar);
            return this;
        }

        public Tensor sub(Tensor target) => Op.sub_Tensor.Call(this, target);

        public Tensor sub(Scalar target) => Op.sub_Scalar.Call(this, target);

        public Tensor sub_(Tensor target)
        {
            Op.sub__Tensor.Invoke(this, target);
            return this;
        }

        public Tensor sub_(Scalar target)
        {
            Op.sub__Scalar.Invoke(this, target);
            return this;
        }

        public Tensor mul(Tensor target) => Op.mul_Tensor.Call(this, target);

        public Tensor mul(Scalar target) => Op.mul_Scalar.Call(this, target);

        public Tensor mul_(Tensor target)
        {
            Op.mul__Tensor.Invoke(this, target);
            return this;
        }

        public Tensor mul_(Scalar target)
        {
            Op.mul__Scalar.Invoke(this, target);
            return this;
        }

        public Tensor add(Tensor target, Scalar alpha) => Op.add_Tensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar, Scalar alpha) => Op.add_Scalar.Call(this, scalar, alpha);

        public Tensor add_(Tensor target, Scalar alpha)
        {
            Op.add__Tensor.Invoke(this, target, alpha);
            return this;
        }

        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            Op.add__Scalar.Invoke(this, scalar, alpha);
            return this;
        }

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.div_Tensor_mode.Call(this, target, NameOf(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.div_Scalar_mode.Call(this, target, NameOf(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Op.div__Tensor_mode.Invoke(this, target, NameOf(rounding_mode));
            return this;
        }

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Op.div__Scalar_mode.Invoke(this, target, NameOf(rounding_mode));
            return this;
        }

        private static string? NameOf(RoundingMode mode) => mode switch
        {
            RoundingMode.None => null,
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "not a rounding mode"),
        };

        public Tensor eq(Tensor target) => Op.eq_Tensor.Call(this, target);

        public Tensor eq(Scalar target) => Op.eq_Scalar.Call(this, target);

        public Tensor ne(Tensor target) => Op.ne_Tensor.Call(this, target);

        public Tensor ne(Scalar target) => Op.ne_Scalar.Call(this, target);

        public Tensor lt(Tensor target) => Op.lt_Tensor.Call(this, target);

        public Tensor lt(Scalar target) => Op.lt_Scalar.Call(this, target);

        public Tensor le(Tensor target) => Op.le_Tensor.Call(this, target);

        public Tensor le(Scalar target) => Op.le_Scalar.Call(this, target);

        public Tensor gt(Tensor target) => Op.gt_Tensor.Call(this, target);

        public Tensor gt(Scalar target) => Op.gt_Scalar.Call(this, target);

        public Tensor ge(Tensor target) => Op.ge_Tensor.Call(this, target);

        public Tensor ge(Scalar target) => Op.ge_Scalar.Call(this, target);

        public Tensor pow(Tensor exponent) => Op.pow_Tensor_Tensor.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Op.pow_Tensor_Scalar.Call(this, exponent);

        public Tensor pow_(Tensor exponent)
        {
            Op.pow__Tensor.Invoke(this, exponent);
            return this;
        }

        public Tensor pow_(Scalar exponent)
        {
            Op.pow__Scalar.Invoke(this, exponent);
            return this;
        }

        public Tensor fmod(Tensor target) => Op.fmod_Tensor.Call(this, target);

        public Tensor fmod(Scalar scalar) => Op.fmod_Scalar.Call(this, scalar);

        public Tensor remainder(Tensor target) => Op.remainder_Tensor.Call(this, target);

        public Tensor remainder(Scalar scalar) => Op.remainder_Scalar.Call(this, scalar);

        public Tensor floor_divide(Tensor other) => Op.floor_divide.Call(this, other);

        public Tensor maximum(Tensor other) => Op.maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Op.minimum.Call(this, other);

        public Tensor atan2(Tensor other) => Op.atan2.Call(this, other);

        public Tensor hypot(Tensor other) => Op.hypot.Call(this, other);

        public Tensor logaddexp(Tensor other) => Op.logaddexp.Call(this, other);

        public Tensor logical_and(Tensor other) => Op.logical_and.Call(this, other);

        public Tensor logical_or(Tensor other) => Op.logical_or.Call(this, other);

        public Tensor logical_xor(Tensor other) => Op.logical_xor.Call(this, other);

        public Tensor bitwise_and(Tensor other) => Op.bitwise_and_Tensor.Call(this, other);

        public Tensor bitwise_or(Tensor other) => Op.bitwise_or_Tensor.Call(this, other);

        public Tensor bitwise_xor(Tensor other) => Op.bitwise_xor_Tensor.Call(this, other);

        public Tensor bitwise_not() => Op.bitwise_not.Call(this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Op.clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Op.clamp_Tensor.Call(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Op.clamp_.Invoke(this, min, max);
            return this;
        }

        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
        {
            Op.clamp__Tensor.Invoke(this, min, max);
            return this;
        }

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => Op.clamp_min.Call(this, min);

        public Tensor clamp_min_(Scalar min)
        {
            Op.clamp_min_.Invoke(this, min);
            return this;
        }

        public Tensor clamp_max(Scalar max) => Op.clamp_max.Call(this, max);

        public Tensor clamp_max_(Scalar max)
        {
            Op.clamp_max_.Invoke(this, max);
            return this;
        }

        public Tensor lerp(Tensor end, Tensor weight) => Op.lerp_Tensor.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Op.lerp__Tensor.Invoke(this, end, weight);
            return this;
        }

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Op.addcmul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Op.addcmul_.Invoke(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Op.addcdiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Op.addcdiv_.Invoke(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor where(Tensor condition, Tensor y) => Op.where_self.Call(condition, this, y);

        public Tensor fill_(Scalar value)
        {
            Op.fill_.Invoke(this, value);
            return this;
        }

        public Tensor zero_()
        {
            Op.zero_.Invoke(this);
            return this;
        }

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Op.copy_.Invoke(this, source, nonBlocking);
            return this;
        }
    }
}
