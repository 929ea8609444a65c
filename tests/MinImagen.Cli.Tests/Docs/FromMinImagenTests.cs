using MinImagen.Lib.Generation;
using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Training;
using TorchSharp;

namespace MinImagen.Cli.Tests.Docs;

/// <summary>docs/from-minimagen.md says of every name of the Python original where it went, and what it names exists.</summary>
public sealed class FromMinImagenTests(FromMinImagenTests.WrittenFiles written) : IClassFixture<FromMinImagenTests.WrittenFiles>
{
    private static readonly string Page = File.ReadAllText(Path.Combine(CommandLine.Repository, "docs", "from-minimagen.md"));

    private static readonly IReadOnlyList<ApiName> Original =
        ApiName.ReadAll(File.ReadAllText(Path.Combine(CommandLine.Repository, "tests", "MinImagen.Cli.Tests", "Docs", "original-api.txt")));

    [Fact]
    public void Every_name_is_mapped_once_to_one_that_exists()
    {
        Assert.True(Original.Count > 130, $"only {Original.Count} names were read");
        Assert.Empty(Complain(Page));
    }

    [Theory]
    [InlineData("`Imagen.Sample`,", "`Imagen.Draw`,", "there is no Imagen.Draw")]
    [InlineData("`ImagenOptions` | `unets`", "`ImagingOptions` | `unets`", "there is no ImagingOptions")]
    [InlineData("`model_output` → `noisePrediction`", "`model_output` → `modelOutput`", "there is no modelOutput for model_output")]
    [InlineData("`batch` → `batchSize`; `device`", "`batch`; `device`", "there is no batch for batch")]
    [InlineData("`testset` → `DataSource.Validation`", "`testset` → `DataSource.Test`", "there is no DataSource.Test for testset")]
    [InlineData("`torch.Tensor.gather`", "`torch.Tensor.collect`", "there is no torch.Tensor.collect")]
    [InlineData("`torch.nn.Identity` | |", "`torch.no.Identity` | |", "there is no torch.no.Identity")]
    [InlineData("`minimagen demo --train`", "`minimagen demonstrate`", "there is no minimagen demonstrate")]
    [InlineData("`minimagen train --epochs`", "`minimagen train --rounds`", "there is no minimagen train --rounds")]
    [InlineData("`minimagen generate <captions>`", "`minimagen generate <words>`", "there is no minimagen generate <words>")]
    [InlineData("`-ai`", "`-ai` → `-ia`", "there is no -ia for -ai")]
    [InlineData("`training_<timestamp>/tmp/checkpoint_<i>.safetensors`", "`training_<timestamp>/checkpoint_<i>.safetensors`", "there is no training_<timestamp>/checkpoint_<i>.safetensors")]
    [InlineData("`generated_images_<timestamp>/captions.txt`", "`generated_images_<timestamp>/texts.txt`", "there is no generated_images_<timestamp>/texts.txt")]
    [InlineData("| `Base` |", "| `Basis` |", "[minimagen.Unet] Base is missing")]
    [InlineData("| `Base` |", "| `Basis` |", "[minimagen.Unet] Basis is not the original's")]
    [InlineData("| `Super` |", "| `Base` |", "[minimagen.Unet] Base is there 2 times")]
    [InlineData("`GaussianDiffusion.QSample` | `x_start`, ", "`GaussianDiffusion.QSample` | ", "x_start is missing")]
    [InlineData("`x_t`, `t`, `noise`", "`x_t`, `t`, `noise`, `t`", "t is there 2 times")]
    public void What_is_wrong_is_found(string right, string wrong, string complaint)
    {
        Assert.Contains(right, Page);

        Assert.Contains(Complain(Page.Replace(right, wrong)), found => found.EndsWith(complaint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("– a lambda", "a lambda")]
    [InlineData("– a lambda", "– a lambda, or `Identity`")]
    public void A_dash_says_why_and_names_nothing(string right, string wrong) =>
        Assert.Throws<FormatException>(() => Complain(Page.Replace(right, wrong)));

    [Fact]
    public void The_originals_long_options_are_understood()
    {
        var train = Program.CreateRoot().Subcommands.Single(command => command.Name == "train");
        var spellings = train.Options.SelectMany(option => option.Aliases).ToHashSet();

        // --TIMESTAMP named a directory that --out names now.
        foreach (var name in Original.Where(name => name.Name.StartsWith("train.py --", StringComparison.Ordinal) && name.Name != "train.py --TIMESTAMP"))
        {
            Assert.Contains(name.Name.Split(' ')[1], spellings);
        }
    }

    private IReadOnlyList<string> Complain(string page) =>
        MappingCheck.Complain(Original, MappingRow.ReadAll(page), new NameLookup(written.Paths));

    /// <summary>What a training and a generation write.</summary>
    public sealed class WrittenFiles : IDisposable
    {
        private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("minimagen-names-");

        /// <summary>Trains the smallest cascade for a step, and saves a picture.</summary>
        public WrittenFiles()
        {
            using var imagen = Toys.Cascade(Toys.OneUnet);
            using var encoder = new WordEncoder();
            var training = TrainingDirectory.Create(Path.Combine(home.FullName, "training_20260102_030405"), new DateTime(2026, 1, 2, 3, 4, 5));
            training.SaveParameters(imagen, [new("STEPS", "1")]);
            using (var trainer = new Trainer(imagen, new ColourPictures(2), encoder, new TrainingOptions { Steps = 1 }, new ColourPictures(2), training))
            {
                trainer.Run();
            }
            using var picture = torch.zeros(1, 3, 4, 4);
            GenerationFolder.Create(Path.Combine(home.FullName, "generated_images_20260102_030405")).Save(picture, ["black"], training.Path);
            Paths = [.. home.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(Relative)];
        }

        /// <summary>Relative to where they are, with slashes; directories end with one.</summary>
        public IReadOnlyList<string> Paths { get; }

        /// <summary>Removes them.</summary>
        public void Dispose() => home.Delete(recursive: true);

        private string Relative(FileSystemInfo entry) =>
            Path.GetRelativePath(home.FullName, entry.FullName).Replace('\\', '/') + (entry is DirectoryInfo ? "/" : "");
    }
}
