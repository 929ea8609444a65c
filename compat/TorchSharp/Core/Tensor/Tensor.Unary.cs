namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Op.abs.Call(this);

        public Tensor abs_()
        {
            Op.abs_.Invoke(this);
            return this;
        }

        public Tensor ceil() => Op.ceil.Call(this);

        public Tensor ceil_()
        {
            Op.ceil_.Invoke(this);
            return this;
        }

        public Tensor cos() => Op.cos.Call(this);

        public Tensor cos_()
        {
            Op.cos_.Invoke(this);
            return this;
        }

        public Tensor cosh() => Op.cosh.Call(this);

        public Tensor cosh_()
        {
            Op.cosh_.Invoke(this);
            return this;
        }

        public Tensor erf() => Op.erf.Call(this);

        public Tensor erf_()
        {
            Op.erf_.Invoke(this);
            return this;
        }

        public Tensor erfc() => Op.erfc.Call(this);

        public Tensor erfc_()
        {
            Op.erfc_.Invoke(this);
            return this;
        }

        public Tensor erfinv() => Op.erfinv.Call(this);

        public Tensor erfinv_()
        {
            Op.erfinv_.Invoke(this);
            return this;
        }

        public Tensor exp() => Op.exp.Call(this);

        public Tensor exp_()
        {
            Op.exp_.Invoke(this);
            return this;
        }

        public Tensor exp2() => Op.exp2.Call(this);

        public Tensor exp2_()
        {
            Op.exp2_.Invoke(this);
            return this;
        }

        public Tensor expm1() => Op.expm1.Call(this);

        public Tensor expm1_()
        {
            Op.expm1_.Invoke(this);
            return this;
        }

        public Tensor floor() => Op.floor.Call(this);

        public Tensor floor_()
        {
            Op.floor_.Invoke(this);
            return this;
        }

        public Tensor frac() => Op.frac.Call(this);

        public Tensor frac_()
        {
            Op.frac_.Invoke(this);
            return this;
        }

        public Tensor lgamma() => Op.lgamma.Call(this);

        public Tensor lgamma_()
        {
            Op.lgamma_.Invoke(this);
            return this;
        }

        public Tensor log() => Op.log.Call(this);

        public Tensor log_()
        {
            Op.log_.Invoke(this);
            return this;
        }

        public Tensor log10() => Op.log10.Call(this);

        public Tensor log10_()
        {
            Op.log10_.Invoke(this);
            return this;
        }

        public Tensor log1p() => Op.log1p.Call(this);

        public Tensor log1p_()
        {
            Op.log1p_.Invoke(this);
            return this;
        }

        public Tensor log2() => Op.log2.Call(this);

        public Tensor log2_()
        {
            Op.log2_.Invoke(this);
            return this;
        }

        public Tensor neg() => Op.neg.Call(this);

        public Tensor neg_()
        {
            Op.neg_.Invoke(this);
            return this;
        }

        public Tensor reciprocal() => Op.reciprocal.Call(this);

        public Tensor reciprocal_()
        {
            Op.reciprocal_.Invoke(this);
            return this;
        }

        public Tensor rsqrt() => Op.rsqrt.Call(this);

        public Tensor rsqrt_()
        {
            Op.rsqrt_.Invoke(this);
            return this;
        }

        public Tensor sigmoid() => Op.sigmoid.Call(this);

        public Tensor sigmoid_()
        {
            Op.sigmoid_.Invoke(this);
            return this;
        }

        public Tensor sign() => Op.sign.Call(this);

        public Tensor sign_()
        {
            Op.sign_.Invoke(this);
            return this;
        }

        public Tensor sin() => Op.sin.Call(this);

        public Tensor sin_()
        {
            Op.sin_.Invoke(this);
            return this;
        }

        public Tensor sinh() => Op.sinh.Call(this);

        public Tensor sinh_()
        {
            Op.sinh_.Invoke(this);
            return this;
        }

        public Tensor sqrt() => Op.sqrt.Call(this);

        public Tensor sqrt_()
        {
            Op.sqrt_.Invoke(this);
            return this;
        }

        public Tensor square() => Op.square.Call(this);

        public Tensor tan() => Op.tan.Call(this);

        public Tensor tan_()
        {
            Op.tan_.Invoke(this);
            return this;
        }

        public Tensor tanh() => Op.tanh.Call(this);

        public Tensor tanh_()
        {
            Op.tanh_.Invoke(this);
            return this;
        }

        public Tensor trunc() => Op.trunc.Call(this);

        public Tensor trunc_()
        {
            Op.trunc_.Invoke(this);
            return this;
        }

        public Tensor acos() => Op.acos.Call(this);

        public Tensor acos_()
        {
            Op.acos_.Invoke(this);
            return this;
        }

        public Tensor asin() => Op.asin.Call(this);

        public Tensor asin_()
        {
            Op.asin_.Invoke(this);
            return this;
        }

        public Tensor atan() => Op.atan.Call(this);

        public Tensor atan_()
        {
            Op.atan_.Invoke(this);
            return this;
        }

        public Tensor relu() => Op.relu.Call(this);

        public Tensor relu_()
        {
            Op.relu_.Invoke(this);
            return this;
        }

        public Tensor logical_not() => Op.logical_not.Call(this);

        public Tensor logical_not_()
        {
            Op.logical_not_.Invoke(this);
            return this;
        }

        public Tensor isnan() => Op.isnan.Call(this);

        public Tensor isinf() => Op.isinf.Call(this);

        public Tensor isfinite() => Op.isfinite.Call(this);

        public Tensor isposinf() => Op.isposinf.Call(this);

        public Tensor isneginf() => Op.isneginf.Call(this);

        public Tensor signbit() => Op.signbit.Call(this);

        public Tensor positive() => Op.positive.Call(this);

        public Tensor sgn() => Op.sgn.Call(this);

        public Tensor silu() => Op.silu.Call(this);

        public Tensor gelu() => Op.gelu.Call(this);

        public Tensor negative() => neg();

        public Tensor absolute() => abs();

        public Tensor round(long decimals = 0) => Op.round_decimals.Call(this, decimals);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Op.nan_to_num.Call(this, nan, posinf, neginf);
    }
}
