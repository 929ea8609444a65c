using MinImagen.Lib.Cascade;
using MinImagen.Lib.Training;

namespace MinImagen.Lib.Tests.Training;

public sealed class NullTokensTests
{
    [Fact]
    public void OnlyTheNullTokensAreScaled()
    {
        using Imagen imagen = Toys.Cascade(Toys.TwoUnets);
        Dictionary<string, float[]> before = Toys.Weights(imagen);

        NullTokens.Quieten(imagen, 0.25);

        Assert.All(Toys.Weights(imagen), weight =>
        {
            float scale = weight.Key.EndsWith("null_text_embed") ? 0.25f : 1;
            Assert.Equal(before[weight.Key].Select(value => value * scale), weight.Value);
        });
    }
}
