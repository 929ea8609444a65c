namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Op.matmul.Call(this, target);

        public Tensor mm(Tensor target) => Op.mm.Call(this, target);

        public Tensor bmm(Tensor batch2) => Op.bmm.Call(this, batch2);

        public Tensor mv(Tensor target) => Op.mv.Call(this, target);

        public Tensor dot(Tensor target) => Op.dot.Call(this, target);

        public Tensor outer(Tensor vec2) => Op.outer.Call(this, vec2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Op.addmm.Call(this, mat1, mat2, beta, alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.baddbmm.Call(this, batch1, batch2, beta, alpha);
    }
}
