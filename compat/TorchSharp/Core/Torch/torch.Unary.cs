namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) => Op.abs.Call(input);

    public static Tensor abs_(Tensor input) => Given(input).abs_();

    public static Tensor ceil(Tensor input) => Op.ceil.Call(input);

    public static Tensor ceil_(Tensor input) => Given(input).ceil_();

    public static Tensor cos(Tensor input) => Op.cos.Call(input);

    public static Tensor cos_(Tensor input) => Given(input).cos_();

    public static Tensor cosh(Tensor input) => Op.cosh.Call(input);

    public static Tensor cosh_(Tensor input) => Given(input).cosh_();

    public static Tensor erf(Tensor input) => Op.erf.Call(input);

    public static Tensor erf_(Tensor input) => Given(input).erf_();

    public static Tensor erfc(Tensor input) => Op.erfc.Call(input);

    public static Tensor erfc_(Tensor input) => Given(input).erfc_();

    public static Tensor erfinv(Tensor input) => Op.erfinv.Call(input);

    public static Tensor erfinv_(Tensor input) => Given(input).erfinv_();

    public static Tensor exp(Tensor input) => Op.exp.Call(input);

    public static Tensor exp_(Tensor input) => Given(input).exp_();

    public static Tensor exp2(Tensor input) => Op.exp2.Call(input);

    public static Tensor exp2_(Tensor input) => Given(input).exp2_();

    public static Tensor expm1(Tensor input) => Op.expm1.Call(input);

    public static Tensor expm1_(Tensor input) => Given(input).expm1_();

    public static Tensor floor(Tensor input) => Op.floor.Call(input);

    public static Tensor floor_(Tensor input) => Given(input).floor_();

    public static Tensor frac(Tensor input) => Op.frac.Call(input);

    public static Tensor frac_(Tensor input) => Given(input).frac_();

    public static Tensor lgamma(Tensor input) => Op.lgamma.Call(input);

    public static Tensor lgamma_(Tensor input) => Given(input).lgamma_();

    public static Tensor log(Tensor input) => Op.log.Call(input);

    public static Tensor log_(Tensor input) => Given(input).log_();

    public static Tensor log10(Tensor input) => Op.log10.Call(input);

    public static Tensor log10_(Tensor input) => Given(input).log10_();

    public static Tensor log1p(Tensor input) => Op.log1p.Call(input);

    public static Tensor log1p_(Tensor input) => Given(input).log1p_();

    public static Tensor log2(Tensor input) => Op.log2.Call(input);

    public static Tensor log2_(Tensor input) => Given(input).log2_();

    public static Tensor neg(Tensor input) => Op.neg.Call(input);

    public static Tensor neg_(Tensor input) => Given(input).neg_();

    public static Tensor reciprocal(Tensor input) => Op.reciprocal.Call(input);

    public static Tensor reciprocal_(Tensor input) => Given(input).reciprocal_();

    public static Tensor rsqrt(Tensor input) => Op.rsqrt.Call(input);

    public static Tensor rsqrt_(Tensor input) => Given(input).rsqrt_();

    public static Tensor sigmoid(Tensor input) => Op.sigmoid.Call(input);

    public static Tensor sigmoid_(Tensor input) => Given(input).sigmoid_();

    public static Tensor sign(Tensor input) => Op.sign.Call(input);

    public static Tensor sign_(Tensor input) => Given(input).sign_();

    public static Tensor sin(Tensor input) => Op.sin.Call(input);

    public static Tensor sin_(Tensor input) => Given(input).sin_();

    public static Tensor sinh(Tensor input) => Op.sinh.Call(input);

    public static Tensor sinh_(Tensor input) => Given(input).sinh_();

    public static Tensor sqrt(Tensor input) => Op.sqrt.Call(input);

    public static Tensor sqrt_(Tensor input) => Given(input).sqrt_();

    public static Tensor square(Tensor input) => Op.square.Call(input);

    public static Tensor tan(Tensor input) => Op.tan.Call(input);

    public static Tensor tan_(Tensor input) => Given(input).tan_();

    public static Tensor tanh(Tensor input) => Op.tanh.Call(input);

    public static Tensor tanh_(Tensor input) => Given(input).tanh_();

    public static Tensor trunc(Tensor input) => Op.trunc.Call(input);

    public static Tensor trunc_(Tensor input) => Given(input).trunc_();

    public static Tensor acos(Tensor input) => Op.acos.Call(input);

    public static Tensor acos_(Tensor input) => Given(input).acos_();

    public static Tensor asin(Tensor input) => Op.asin.Call(input);

    public static Tensor asin_(Tensor input) => Given(input).asin_();

    public static Tensor atan(Tensor input) => Op.atan.Call(input);

    public static Tensor atan_(Tensor input) => Given(input).atan_();

    public static Tensor logical_not(Tensor input) => Op.logical_not.Call(input);

    public static Tensor isnan(Tensor input) => Op.isnan.Call(input);

    public static Tensor isinf(Tensor tensor) => Op.isinf.Call(tensor);

    public static Tensor isfinite(Tensor tensor) => Op.isfinite.Call(tensor);

    public static Tensor isposinf(Tensor tensor) => Op.isposinf.Call(tensor);

    public static Tensor isneginf(Tensor tensor) => Op.isneginf.Call(tensor);

    public static Tensor signbit(Tensor input) => Op.signbit.Call(input);

    public static Tensor positive(Tensor input) => Op.positive.Call(input);

    public static Tensor sgn(Tensor input) => Op.sgn.Call(input);

    public static Tensor round(Tensor input, long decimals = 0) => Op.round_decimals.Call(input, decimals);

    private static Tensor Given(Tensor input) => input ?? throw new ArgumentNullException(nameof(input));
}
