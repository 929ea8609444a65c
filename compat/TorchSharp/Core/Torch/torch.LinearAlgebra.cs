namespace TorchSharp;

public static partial class torch
{
    public static Tensor matmul(Tensor input, Tensor target) => Op.matmul.Call(input, target);

    public static Tensor mm(Tensor input, Tensor target) => Op.mm.Call(input, target);

    public static Tensor bmm(Tensor input, Tensor batch2) => Op.bmm.Call(input, batch2);

    public static Tensor dot(Tensor input, Tensor other) => Op.dot.Call(input, other);

    public static Tensor outer(Tensor input, Tensor vec2) => Op.outer.Call(input, vec2);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => Op.addmm.Call(input, mat1, mat2, beta, alpha);

    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.baddbmm.Call(input, batch1, batch2, beta, alpha);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Op.einsum.Call(equation ?? throw new ArgumentNullException(nameof(equation)), tensors);
}
