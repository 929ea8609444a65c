using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
        : base(nameof(GroupNorm))
    {
        if (num_groups < 1 || num_channels % num_groups != 0)
            throw new ArgumentException($"{num_groups} groups do not divide {num_channels} channels.", nameof(num_groups));

        this.num_groups = num_groups;
        this.eps = eps;
        this.affine = affine;
        if (affine)
        {
            weight = NewParameter([num_channels], device, dtype);
            bias = NewParameter([num_channels], device, dtype);
            nn.init.ones_(weight);
            nn.init.zeros_(bias);
        }
    }

    public long num_groups { get; set; }

    public double eps { get; set; }

    public bool affine { get; set; }

    public Parameter? weight { get => OwnParameter(); set => RequireOwnParameter(value); }

    public Parameter? bias { get => OwnParameter(); set => ReplaceOwnParameter(value); }

    public override Tensor forward(Tensor tensor) => nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
}
