using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Pretraining;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Text.Pretraining;

public class MaskedTokenProbeTests
{
    /// <summary>By hand: of 10 tokens, 5 are the first, 3 the second, 2 the third.</summary>
    [Fact]
    public void TheBaselineIsWhatAHandComputes()
    {
        var baseline = new UnigramBaseline([5, 3, 2, 0]);
        Assert.Equal(0, baseline.Commonest);

        // Hidden were 0 0 1 3: two are the commonest; chance is right in (0.5 + 0.5 + 0.3 + 0) / 4.
        Assert.Equal(0.5, baseline.AccuracyOfCommonest([0, 0, 1, 3]), 12);
        Assert.Equal(0.325, baseline.AccuracyOfSampling([0, 0, 1, 3]), 12);
        Assert.Throws<ArgumentException>(() => new UnigramBaseline([0, 0]));
    }

    [Fact]
    public void AHeadThatKnowsOnlyHowCommonTokensAreIsTheBaseline()
    {
        using var scope = NewDisposeScope();
        var corpus = new PretrainingCorpus(
            [new TextSource("one", 1, ["a dog a dog a cat", "a red dog"], ["a cat and a dog", "a dog", "moon", "a green horse"])],
            PretrainingTexts.Tokenizer);
        using var model = new MaskedTokenModel(new T5Encoder(PretrainingTexts.Tiny), corpus.PieceCount);
        model.Initialize(corpus.CountPieces());

        // Without vectors nothing but the bias is left.
        using (no_grad())
        {
            foreach (var (_, parameter) in model.Encoder.named_parameters())
                parameter.zero_();
        }

        var score = MaskedTokenProbe.Run(model, corpus).Single();
        Assert.Equal(3, score.Texts);
        Assert.Equal(score.CommonestAccuracy, score.Accuracy, 12);
        Assert.Equal(score.CommonestAccuracy, score.KnownAccuracy, 12);
        Assert.InRange(score.Loss, -Math.Log(0.5), Math.Log(corpus.PieceCount + 20));
    }

    [Fact]
    public void LearningRaisesTheScore()
    {
        var texts = new[] { "red", "green", "blue", "black" }
            .SelectMany(color => new[] { "dog", "cat", "horse" }.Select(animal => $"a {color} {animal} and a {color} {animal}")).ToList();
        var corpus = new PretrainingCorpus([new TextSource("twice", 1, texts[..^3], texts[^3..])], PretrainingTexts.Tokenizer);
        using var pretrainer = new Pretrainer(
            PretrainingTexts.Tiny, corpus, new PretrainingOptions { Steps = 200, BatchTokens = 128, WarmupSteps = 5, LearningRate = 2e-2 });
        var before = MaskedTokenProbe.Run(pretrainer.Model, corpus).Single();
        for (var i = 0; i < 200; i++)
            pretrainer.Step();
        var after = MaskedTokenProbe.Run(pretrainer.Model, corpus).Single();
        Assert.InRange(before.Accuracy, 0, 0.4);
        Assert.InRange(after.Accuracy, before.Accuracy + 0.3, 1);
    }
}
