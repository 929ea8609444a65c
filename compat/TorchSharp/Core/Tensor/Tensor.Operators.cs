namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Op.add_Tensor.Call(left, right);

        public static Tensor operator +(Tensor left, Scalar right) => Op.add_Scalar.Call(left, right);

        public static Tensor operator +(Tensor left, int right) => left + (Scalar)right;

        public static Tensor operator +(Tensor left, long right) => left + (Scalar)right;

        public static Tensor operator +(Tensor left, float right) => left + (Scalar)right;

        public static Tensor operator +(Tensor left, double right) => left + (Scalar)right;

        public static Tensor operator +(Scalar left, Tensor right) => right + left;

        public static Tensor operator +(int left, Tensor right) => (Scalar)left + right;

        public static Tensor operator +(long left, Tensor right) => (Scalar)left + right;

        public static Tensor operator +(float left, Tensor right) => (Scalar)left + right;

        public static Tensor operator +(double left, Tensor right) => (Scalar)left + right;

        public static Tensor operator -(Tensor left, Tensor right) => Op.sub_Tensor.Call(left, right);

        public static Tensor operator -(Tensor left, Scalar right) => Op.sub_Scalar.Call(left, right);

        public static Tensor operator -(Tensor left, int right) => left - (Scalar)right;

        public static Tensor operator -(Tensor left, long right) => left - (Scalar)right;

        public static Tensor operator -(Tensor left, float right) => left - (Scalar)right;

        public static Tensor operator -(Tensor left, double right) => left - (Scalar)right;

        public static Tensor operator -(Scalar left, Tensor right) => Op.rsub_Scalar.Call(right, left);

        public static Tensor operator -(int left, Tensor right) => (Scalar)left - right;

        public static Tensor operator -(long left, Tensor right) => (Scalar)left - right;

        public static Tensor operator -(float left, Tensor right) => (Scalar)left - right;

        public static Tensor operator -(double left, Tensor right) => (Scalar)left - right;

        public static Tensor operator *(Tensor left, Tensor right) => Op.mul_Tensor.Call(left, right);

        public static Tensor operator *(Tensor left, Scalar right) => Op.mul_Scalar.Call(left, right);

        public static Tensor operator *(Tensor left, int right) => left * (Scalar)right;

        public static Tensor operator *(Tensor left, long right) => left * (Scalar)right;

        public static Tensor operator *(Tensor left, float right) => left * (Scalar)right;

        public static Tensor operator *(Tensor left, double right) => left * (Scalar)right;

        public static Tensor operator *(Scalar left, Tensor right) => right * left;

        public static Tensor operator *(int left, Tensor right) => (Scalar)left * right;

        public static Tensor operator *(long left, Tensor right) => (Scalar)left * right;

        public static Tensor operator *(float left, Tensor right) => (Scalar)left * right;

        public static Tensor operator *(double left, Tensor right) => (Scalar)left * right;

        public static Tensor operator /(Tensor left, Tensor right) => Op.div_Tensor.Call(left, right);

        public static Tensor operator /(Tensor left, Scalar right) => Op.div_Scalar.Call(left, right);

        public static Tensor operator /(Tensor left, int right) => left / (Scalar)right;

        public static Tensor operator /(Tensor left, long right) => left / (Scalar)right;

        public static Tensor operator /(Tensor left, float right) => left / (Scalar)right;

        public static Tensor operator /(Tensor left, double right) => left / (Scalar)right;

        public static Tensor operator /(Scalar left, Tensor right) => Op.reciprocal.Call(right) * left;

        public static Tensor operator /(int left, Tensor right) => (Scalar)left / right;

        public static Tensor operator /(long left, Tensor right) => (Scalar)left / right;

        public static Tensor operator /(float left, Tensor right) => (Scalar)left / right;

        public static Tensor operator /(double left, Tensor right) => (Scalar)left / right;

        public static Tensor operator %(Tensor left, Tensor right) => Op.remainder_Tensor.Call(left, right);

        public static Tensor operator %(Tensor left, Scalar right) => Op.remainder_Scalar.Call(left, right);

        public static Tensor operator %(Tensor left, int right) => left % (Scalar)right;

        public static Tensor operator %(Tensor left, long right) => left % (Scalar)right;

        public static Tensor operator %(Tensor left, float right) => left % (Scalar)right;

        public static Tensor operator %(Tensor left, double right) => left % (Scalar)right;

        public static Tensor operator -(Tensor tensor) => Op.neg.Call(tensor);

        public static Tensor operator ~(Tensor left) => Op.bitwise_not.Call(left);

        public static Tensor operator &(Tensor left, Tensor right) => Op.bitwise_and_Tensor.Call(left, right);

        public static Tensor operator |(Tensor left, Tensor right) => Op.bitwise_or_Tensor.Call(left, right);

        public static Tensor operator ^(Tensor left, Tensor right) => Op.bitwise_xor_Tensor.Call(left, right);

        public static Tensor operator ==(Tensor left, Tensor right) => Op.eq_Tensor.Call(left, right);

        public static Tensor operator ==(Tensor left, Scalar right) => Op.eq_Scalar.Call(left, right);

        public static Tensor operator ==(Scalar left, Tensor right) => Op.eq_Scalar.Call(right, left);

        public static Tensor operator !=(Tensor left, Tensor right) => Op.ne_Tensor.Call(left, right);

        public static Tensor operator !=(Tensor left, Scalar right) => Op.ne_Scalar.Call(left, right);

        public static Tensor operator !=(Scalar left, Tensor right) => Op.ne_Scalar.Call(right, left);

        public static Tensor operator <(Tensor left, Tensor right) => Op.lt_Tensor.Call(left, right);

        public static Tensor operator <(Tensor left, Scalar right) => Op.lt_Scalar.Call(left, right);

        public static Tensor operator <(Scalar left, Tensor right) => Op.gt_Scalar.Call(right, left);

        public static Tensor operator <=(Tensor left, Tensor right) => Op.le_Tensor.Call(left, right);

        public static Tensor operator <=(Tensor left, Scalar right) => Op.le_Scalar.Call(left, right);

        public static Tensor operator <=(Scalar left, Tensor right) => Op.ge_Scalar.Call(right, left);

        public static Tensor operator >(Tensor left, Tensor right) => Op.gt_Tensor.Call(left, right);

        public static Tensor operator >(Tensor left, Scalar right) => Op.gt_Scalar.Call(left, right);

        public static Tensor operator >(Scalar left, Tensor right) => Op.lt_Scalar.Call(right, left);

        public static Tensor operator >=(Tensor left, Tensor right) => Op.ge_Tensor.Call(left, right);

        public static Tensor operator >=(Tensor left, Scalar right) => Op.ge_Scalar.Call(left, right);

        public static Tensor operator >=(Scalar left, Tensor right) => Op.le_Scalar.Call(right, left);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(Scalar scalar) => full([], scalar);

        public static explicit operator bool(Tensor value) => Given(value).ToScalar().AsBoolean;

        public static explicit operator byte(Tensor value) => (byte)Given(value).ToScalar().AsInt64;

        public static explicit operator sbyte(Tensor value) => (sbyte)Given(value).ToScalar().AsInt64;

        public static explicit operator short(Tensor value) => (short)Given(value).ToScalar().AsInt64;

        public static explicit operator int(Tensor value) => (int)Given(value).ToScalar().AsInt64;

        public static explicit operator long(Tensor value) => Given(value).ToScalar().AsInt64;

        public static explicit operator float(Tensor value) => (float)Given(value).ToScalar().AsDouble;

        public static explicit operator double(Tensor value) => Given(value).ToScalar().AsDouble;

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether both have the same shape and elements. A collection of tensors wants a reference comparer.</summary>
        public bool Equals(Tensor target) => target is not null && Op.equal.CallScalar(this, target).AsBoolean;

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
